"""A page of the web to the text a person reads in it: its menus, its scripts and what it says of social networks left out."""

import re

from lxml import etree

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|ul|ol|li|br|h[1-6])\b", re.IGNORECASE)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "select", "textarea"))
_DROPPED = frozenset(("nav", "footer", "aside", "form", "button", "figure"))
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "pre",
        "hr",
    )
)
_KEPT = frozenset(("html", "body", "main", "article"))
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|footer|social|share|sharing|sidebar|breadcrumbs?|cookies?|comments?|related|widget|newsletter)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_page(text: str, name: str) -> bool:
    """Whether a text is a page of the web: by the ending of its name, or by what it begins with."""
    return name.lower().endswith((".html", ".htm", ".xhtml")) or _PAGE.match(text.lstrip()[:200]) is not None


def text_of(source: str) -> str:
    """The text of a page: a line for each block, an empty line between paragraphs, a sign before each item of a list."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    if root is None:
        return ""
    total = len(_all(root))
    for element in list(root.iter(etree.Element)):
        if element.getparent() is not None and _around(element, total):
            _drop(element)
    return _written(root)


def _all(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _around(element: etree._Element, total: int) -> bool:
    """Whether an element is around the text and not of it. What holds more than half the page's words is the text, whatever its name."""
    tag = str(element.tag).lower()
    if tag in _UNSEEN:
        return True
    if tag in _KEPT:
        return False
    said = " ".join((element.get("class", ""), element.get("id", ""), element.get("role", "")))
    hidden = (
        element.get("hidden") is not None or element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style", "")) is not None
    )
    named = hidden or tag in _DROPPED or _AROUND.search(said) is not None
    return named and len(_all(element)) * 2 <= total


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the words that follow it."""
    tail = element.tail
    for child in list(element):
        element.remove(child)
    element.clear()
    element.tag = "span"
    element.tail = tail


def _written(root: etree._Element) -> str:
    out: list[str] = []
    lists: list[tuple[str, int]] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag).lower()
        if event == "start":
            if tag in ("ul", "ol"):
                lists.append((tag, 0))
                out.append("\n")
            elif tag == "li":
                out.append("\n" + _sign(lists))
            elif tag == "br":
                out.append("\n")
            elif tag in _BLOCKS and not _first_of_item(element):
                out.append("\n\n")
            out.append(_spaces(element.text, kept=tag == "pre"))
        else:
            if tag in ("ul", "ol") and lists:
                lists.pop()
                out.append("\n")
            elif tag in _BLOCKS:
                out.append("\n\n")
            out.append(_spaces(element.tail, kept=False))
    lines = [re.sub(r"[ \t]+$", "", re.sub(r"(?<=\S)[ \t]+", " ", line)) for line in "".join(out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _first_of_item(element: etree._Element) -> bool:
    """Whether a paragraph opens an item: the sign of the item then stands before it, on its line."""
    parent = element.getparent()
    return parent is not None and str(parent.tag).lower() == "li" and parent.index(element) == 0 and not (parent.text or "").strip()


def _sign(lists: list[tuple[str, int]]) -> str:
    indent = "    " * max(len(lists) - 1, 0)
    if not lists or lists[-1][0] == "ul":
        return f"{indent}• "
    kind, number = lists.pop()
    lists.append((kind, number + 1))
    return f"{indent}{number + 1}. "


def _spaces(text: str | None, *, kept: bool) -> str:
    if not text:
        return ""
    return text if kept else re.sub(r"[ \t\r\n\f]+", " ", text)
