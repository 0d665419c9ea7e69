"""The same instructions laid out in any way are the same instructions; their places always cut the text as it was written."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.test_communique import FIVE, ORDER, ministry, read

from mizan.formats.communique import Proposal, propose, propose_text
from mizan.formats.communique.fold import fold, shown

SIGNS = ("– ", "- ", "— ", "• ", "* ", "▪ ", "● ", "○ ", "o\t", "o ", "» ", "➢ ", "✅ ", "🔹", "\uf0b7 ", "ـ ", "→ ")
ORDERED = (
    ("١- ", "٢- ", "٣- ", "٤- ", "٥- "),
    ("۱. ", "۲. ", "۳. ", "۴. ", "۵. "),
    ("1. ", "2. ", "3. ", "4. ", "5. "),
    ("1) ", "2) ", "3) ", "4) ", "5) "),
    ("(1) ", "(2) ", "(3) ", "(4) ", "(5) "),
    ("1/ ", "2/ ", "3/ ", "4/ ", "5/ "),
    ("1️⃣ ", "2️⃣ ", "3️⃣ ", "4️⃣ ", "5️⃣ "),
    ("أولا: ", "ثانيا: ", "ثالثا: ", "رابعا: ", "خامسا: "),
    ("أولاً، ", "ثانياً، ", "ثالثاً، ", "رابعاً، ", "خامساً، "),
    ("أ- ", "ب- ", "ج- ", "د- ", "هـ- "),
    ("أ) ", "ب) ", "ج) ", "د) ", "ه) "),
    ("I. ", "II. ", "III. ", "IV. ", "V. "),
    ("a) ", "b) ", "c) ", "d) ", "e) "),
    ("Premièrement, ", "Deuxièmement, ", "Troisièmement, ", "Quatrièmement, ", "Cinquièmement, "),
    ("Firstly, ", "Secondly, ", "Thirdly, ", "Fourthly, ", "Fifthly, "),
    ("التعليمة رقم 1: ", "التعليمة رقم 2: ", "التعليمة رقم 3: ", "التعليمة رقم 4: ", "التعليمة رقم 5: "),
)


def head(found: Proposal) -> list[tuple[str, str, str | None, str | None, tuple[str, ...]]]:
    return [
        (
            draft.text.rstrip(". "),
            draft.axis.axis.value,
            draft.owner.name,
            draft.deadline.day.isoformat() if draft.deadline.day else None,
            tuple(one.indicator for one in draft.indicators),
        )
        for draft in found.drafts
    ]


BASE = head(read(ministry()))


def laid(lines: list[str], joint: str = "\n") -> str:
    whole = ministry(("@",), sign="", end="\n")
    return whole.replace("@\n", joint.join(lines) + "\n")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("end", ["", ".", "؛", " ;"])
def test_any_sign_and_any_end(sign: str, end: str) -> None:
    assert head(read(laid([f"{sign}{item}{end}" for item in FIVE]))) == BASE


@pytest.mark.parametrize("order", ORDERED, ids=[one[0] for one in ORDERED])
@pytest.mark.parametrize("joint", ["\n", "\n\n", " ", "؛ "])
def test_any_numbering_line_by_line_or_in_one_line(order: tuple[str, ...], joint: str) -> None:
    if order[0].startswith("I.") and joint in (" ", "؛ "):
        joint = "\n"
    assert head(read(laid([mark + item for mark, item in zip(order, FIVE, strict=True)], joint))) == BASE


def test_no_sign_at_all() -> None:
    assert head(read(laid([item + "." for item in FIVE]))) == BASE
    assert head(read(laid(list(FIVE), "\n\n"))) == BASE
    assert head(read(ministry(("@",), sign="", end="\n").replace("ضرورة:\n@\n", "ضرورة: " + "؛ ".join(FIVE) + ".\n"))) == BASE


def test_sentences_of_the_press() -> None:
    verbs = ("شدد الوزير على ضرورة ", "كما أكد السيد الوزير على ضرورة ", "ودعا إلى ", "وألح الوزير على ضرورة ", "كما حث على ")
    told = " ".join(f"{verb}{item}." for verb, item in zip(verbs, FIVE, strict=True))
    found = read(f"في 10 مارس 2027\n\nترأس السيد الوزير اجتماعا. {told}\n\nوفي ختام الاجتماع، شكر الوزير الحضور.\n")
    assert head(found) == BASE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"])
def test_any_encoding(encoding: str) -> None:
    text = ministry(sign="- ").replace("–", "-")
    found = propose(text.encode(encoding), "c.txt")
    assert isinstance(found, Proposal)
    assert head(found) == BASE


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_any_end_of_line(newline: str) -> None:
    assert head(read(ministry().replace("\n", newline))) == BASE


def presentation(text: str) -> str:
    """The isolated presentation forms of letters, as an old word processor writes them."""
    forms = {}
    for code in range(0xFE80, 0xFEF5):
        letter = unicodedata.normalize("NFKC", chr(code))
        forms.setdefault(letter, chr(code))
    return "".join(forms.get(char, char) for char in text)


def test_presentation_forms_marks_of_direction_and_tatweel() -> None:
    assert head(read(presentation(ministry()))) == BASE
    assert head(read("\u202b" + ministry().replace(" – ", "\u200f – \u200f").replace("\n", "\u202c\n\u202b"))) == BASE
    stretched = read(ministry().replace("التحول", "التحـــول").replace("الخرجات", "الخـرجات"))
    assert head(stretched) == BASE


@pytest.mark.parametrize(
    "page",
    [
        "<ul>{items}</ul>",
        "<ol>{items}</ol>",
        "<div class='content'><ul>\n{items}\n</ul></div>",
        "<p>{breaks}</p>",
        "{paragraphs}",
    ],
)
def test_a_page_of_the_web(page: str) -> None:
    text = ministry()
    before, after = text[: text.index(" – ")], text[text.index("\nوفي ختام") :]
    body = page.format(
        items="".join(f"<li><span>{item}</span></li>" for item in FIVE),
        breaks="<br/>".join(f"- {item}" for item in FIVE),
        paragraphs="".join(f"<p>• <b>{item}</b></p>" for item in FIVE),
    )
    around = "".join(f"<p>{part}</p>" for part in before.split("\n\n"))
    source = (
        f"<!DOCTYPE html><html><head><title>x</title><script>var l = '<li>رقمنة كل شيء</li>';</script></head><body>"
        f"<nav><ul><li>رقمنة الخدمات الإدارية كلها</li></ul></nav><article>{around}{body}<p>{after.split(chr(10) * 2)[0]}</p></article>"
        f"<footer class='social'><ul><li>متابعة صفحتنا الرسمية على الشبكات</li></ul></footer></body></html>"
    )
    found = propose(source.encode(), "communique.html")
    assert isinstance(found, Proposal)
    assert head(found) == BASE
    assert all(draft.span.cut(found.text).split() for draft in found.drafts)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_wrapping_never_changes_what_is_instructed(data: st.DataObject) -> None:
    sign = data.draw(st.sampled_from(["- ", "• ", "1"]))
    lines = []
    for rank, item in enumerate(FIVE, 1):
        words = item.split(" ")
        width = data.draw(st.integers(3, 12))
        rows = [" ".join(words[at : at + width]) for at in range(0, len(words), width)]
        indent = data.draw(st.sampled_from(["", "  ", "\t"]))
        lines.append((f"{rank}- " if sign == "1" else sign) + f"\n{indent}".join(rows))
    gap = data.draw(st.sampled_from(["\n", "\n\n", "\n \n"]))
    assert head(read(laid(lines, gap))) == BASE


@given(st.permutations(range(5)), st.integers(2, 5))
@settings(max_examples=40, deadline=None)
def test_any_order_and_number_of_items(order: list[int], count: int) -> None:
    kept = [FIVE[at] for at in order][:count]
    found = read(ministry(tuple(kept)))
    assert [draft.text.rstrip(".") for draft in found.drafts] == kept
    assert [draft.axis.axis for draft in found.drafts] == [ORDER[at] for at in order][:count]


LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئabcdeéèêàçùœ0123456789٠١٢٣٤٥٦٧٨٩۰۱۲ \n\t\r.,;:؛،؟!-–•*()«»'’\"ًٌٍَُِّْـ\u200f\u200e\u202bﻻﺍﷲ🔹"


@given(st.text(alphabet=LETTERS, max_size=400))
@settings(max_examples=200, deadline=None)
def test_folding_keeps_the_place_of_every_character(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    for at, char in enumerate(folded.text):
        assert char in fold(text[folded.starts[at] : folded.ends[at]]).text
    assert fold(folded.text).text == folded.text
    assert shown(shown(text)) == shown(text)


PIECES = st.sampled_from(
    [
        "أكد الوزير على ضرورة:",
        "- رقمنة الخدمات",
        "1) تحصيل الديون",
        "قبل نهاية السنة",
        "في 3 مارس 2027",
        "a ordonné de",
        "• réduire les délais",
        "sous quinzaine",
        "la CNR",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(alphabet=LETTERS, max_size=30)), max_size=25), st.sampled_from(["\n", " ", "\n\n", "؛ "]))
@settings(max_examples=200, deadline=None)
def test_every_place_cuts_the_text_exactly(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    found = propose_text(text)
    for draft in found.drafts:
        assert shown(text[draft.span.start : draft.span.end]) == draft.text
        for quote in (*draft.axis.words, *draft.owner.words, *(one.words for one in draft.indicators)):
            assert text[quote.span.start : quote.span.end] == quote.text
        if draft.deadline.words is not None:
            assert draft.deadline.words.span.cut(text) == draft.deadline.words.text
