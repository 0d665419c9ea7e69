"""What the readers of ISO 20022 messages share: XML without DTD, entity or network, and the words at a path in whatever version."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.tables import one_line

MAX_XML_BYTES = 64_000_000
CURRENCY = "DZD"
_DAY = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?", re.ASCII)


def parse(data: bytes, namespace: "re.Pattern[str]", other: str) -> tuple[etree._Element | None, Anomaly | None]:
    """The root of a message in a namespace, or the anomaly that keeps the file from being read (`other`: it is another message)."""
    if len(data) > MAX_XML_BYTES:
        return None, anomaly("file_too_large", field="file", found=str(len(data)), expected=str(MAX_XML_BYTES))
    if not data.strip():
        return None, anomaly("file_empty", field="file")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        return None, anomaly("xml_unreadable", line=int(line), field="file")
    if root.getroottree().docinfo.internalDTD is not None:
        return None, anomaly("xml_doctype", field="file")
    name = etree.QName(root)
    if name.localname != "Document" or name.namespace is None or namespace.fullmatch(name.namespace) is None:
        return None, anomaly(other, field="file", found=str(root.tag))
    return root, None


def children(node: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of a name, in whatever version's namespace."""
    return iter(()) if node is None else node.iterchildren(f"{{*}}{name}")


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The first node at a path."""
    for name in path:
        node = next(children(node, name), None)
    return node


def text_at(node: etree._Element | None, *path: str) -> str:
    """The text at a path, on one line; empty where there is none."""
    found = child(node, *path)
    return "" if found is None else " ".join(one_line(found.text or "").split())


def day_of(node: etree._Element | None) -> date | None:
    """The day of a `Dt` or `DtTm` choice."""
    match = _DAY.fullmatch(text_at(node, "Dt") or text_at(node, "DtTm") or (text_at(node) if node is not None else ""))
    try:
        return date.fromisoformat(match["day"]) if match is not None else None
    except ValueError:
        return None


def line_of(node: etree._Element) -> int:
    """The line of the file a node begins on."""
    line: object = node.sourceline
    return line if isinstance(line, int) else 0
