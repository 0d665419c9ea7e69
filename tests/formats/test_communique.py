"""Communiqués: what is read in them whatever their language, their style and their layout."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mizan.formats.communique import Draft, Proposal, propose
from mizan.formats.indicators import Axis, Feed, catalogue

FOLDER = Path(__file__).parent / "communiques"


def read(text: str, name: str = "communique.txt") -> Proposal:
    found = propose(text.encode(), name)
    assert isinstance(found, Proposal)
    return found


def invented() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{path.stem}: {one['name']}", one)
        for path in sorted(FOLDER.glob("*.toml"))
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["communique"]
    ]


CASES = invented()


def test_there_are_communiques_of_both_languages_and_many_layouts() -> None:
    languages = [read(one["text"], one.get("file", "x.txt")).language for _, one in CASES]
    assert languages.count("ar") >= 15
    assert languages.count("fr") >= 15


@pytest.mark.parametrize("case", [one for _, one in CASES], ids=[name for name, _ in CASES])
def test_an_invented_communique_gives_its_instructions(case: dict[str, Any]) -> None:
    found = read(case["text"], case.get("file", "communique.txt"))
    assert (found.dated.isoformat() if found.dated else None) == case.get("dated")
    expected = case["expected"]
    firsts = [draft.text[: len(one["begins"])] for draft, one in zip(found.drafts, expected, strict=False)]
    assert firsts == [one["begins"] for one in expected]
    assert len(found.drafts) == len(expected), [draft.text for draft in found.drafts]
    for draft, one in zip(found.drafts, expected, strict=True):
        assert draft.axis.axis == one["axis"], (draft.text, draft.axis)
        assert draft.owner.name == one.get("owner"), draft.text
        assert (draft.deadline.day.isoformat() if draft.deadline.day else None) == one.get("deadline"), draft.text
        assert set(one.get("indicators", ())) <= {one.indicator for one in draft.indicators}
        assert one.get("note") is None or one["note"] in draft.notes


@pytest.mark.parametrize("case", [one for _, one in CASES], ids=[name for name, _ in CASES])
def test_every_quote_is_what_stands_at_its_place(case: dict[str, Any]) -> None:
    found = read(case["text"], case.get("file", "communique.txt"))
    for draft in found.drafts:
        quotes = [*draft.axis.words, *draft.owner.words, *(one.words for one in draft.indicators)]
        quotes += [draft.deadline.words] if draft.deadline.words else []
        for quote in quotes:
            assert quote.text == found.text[quote.span.start : quote.span.end]
            assert quote.text.strip()
        for one in (*draft.axis.words, *(one.words for one in draft.indicators)):
            assert draft.span.start <= one.span.start < one.span.end <= draft.span.end or not draft.axis.words


# The styles of the ministry's communiqué: a date line, an introduction, what was heard, a list after "on the need to", a conclusion.
FIVE = (
    "صون التوازن المالي للصناديق بترشيد المصاريف وتشديد الرقابة، دون المساس بحقوق المؤمن لهم",
    "الدفاع عن حقوق العمال بالإكثار من الخرجات الميدانية، تكريسا للعدالة والإنصاف",
    "الإسراع في التحول الرقمي وتوسيع الخدمات عن بعد، تخفيفا لتنقل المرتفقين ومعالجة الملفات",
    "إعطاء الأولوية لجودة الخدمة العمومية عبر تبسيط الإجراءات الإدارية والتكفل بانشغالات المواطن",
    "تعزيز التنسيق والتكامل بين الهيئات وتبادل المعطيات، بما يخدم الرقمنة والخدمات المقدمة للمواطن",
)
ORDER = [Axis.BALANCE, Axis.RIGHTS, Axis.DIGITAL, Axis.SERVICE, Axis.COORDINATION]


def ministry(items: tuple[str, ...] = FIVE, *, sign: str = " – ", end: str = ".\n") -> str:
    return (
        "خدمات عبر الانترنت\n\nالوزير: الحكامة في خدمة المال العام\n\nفي 10 مارس 2027\n\n"
        "في إطار متابعة سير الهيئات والحفاظ على التوازنات المالية، عقد السيد الوزير اليوم الأربعاء 10 مارس 2027 اجتماعا "
        "لتقييم تنفيذ التعليمات.\n\n"
        "وخلال اللقاء، استمع السيد الوزير إلى عروض تناولت المؤشرات المالية ومسارات تحسين التحصيل.\n\n"
        "وبعد المناقشات، أصدر السيد الوزير مجموعة من التعليمات، أكد فيها على ضرورة:\n"
        + "".join(f"{sign}{item}{end}" for item in items)
        + "\nوفي ختام الاجتماع، جدد السيد الوزير التأكيد على أن جودة الخدمة والتوازن مساران متكاملان.\n\nوسائل الاعلام الاجتماعية\n\nيوتيوب"
    )


def test_five_bullets_become_five_instructions_on_the_five_axes() -> None:
    found = read(ministry())
    assert [draft.text.rstrip(".") for draft in found.drafts] == list(FIVE)
    assert [draft.axis.axis for draft in found.drafts] == ORDER
    assert not any(draft.axis.doubtful for draft in found.drafts)
    assert all(draft.owner.name is None and draft.deadline.day is None for draft in found.drafts)


def test_what_has_no_feed_is_marked() -> None:
    drafts = read(ministry()).drafts

    def marks(draft: Draft) -> dict[str, bool]:
        return {one.indicator: one.live for one in draft.indicators}

    assert marks(drafts[1])["field_visits"] is False
    assert marks(drafts[4])["interfund_exchanges"] is False
    assert marks(drafts[0])["receipts"] is True
    assert all(one.live == (catalogue()[one.indicator].feed is not Feed.NONE) for draft in drafts for one in draft.indicators)


def test_what_must_not_be_touched_suggests_nothing() -> None:
    found = read(ministry(("ترشيد النفقات، دون المساس بحقوق المؤمن لهم في التغطية الاجتماعية", *FIVE[1:])))
    assert {one.indicator for one in found.drafts[0].indicators} >= {"spending"}
    assert "covered_persons" not in {one.indicator for one in found.drafts[0].indicators}


def test_a_tie_of_axes_is_named_and_never_silent() -> None:
    found = read(ministry(("التحصيل والرقمنة في كل وكالة", "تنظيم حفل ختامي بهيج", *FIVE[2:])))
    tie, unknown = found.drafts[0], found.drafts[1]
    assert tie.axis.doubtful
    assert {tie.axis.axis, tie.axis.runner_up} == {Axis.BALANCE, Axis.DIGITAL}
    assert "communique_axis_doubtful" in tie.notes
    assert (unknown.axis.words, unknown.axis.doubtful) == ((), True)
    assert {"communique_axis_unknown", "communique_no_indicator"} <= set(unknown.notes)


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("على المدير العام للصندوق الوطني للتقاعد تصفية المعاشات العالقة", "CNR"),
        ("تكليف الصندوق الوطني للتأمينات الاجتماعية للعمال الأجراء بجرد الديون", "CNAS"),
        ("رفع تحصيل صندوق الضمان الاجتماعي لغير الأجراء", "CASNOS"),
        ("charger la Caisse nationale des retraites de publier ses délais", "CNR"),
        ("La CASNOS procédera au recouvrement des cotisations", "CASNOS"),
        ("la CNR, en coordination avec la CNAS, mettra à jour le fichier des décès", "CNR"),
        ("échanger les fichiers entre la CNR et la CNAS", None),
        ("تعميم الرقمنة في كل الهيئات", None),
    ],
)
def test_the_owner_is_who_is_named_to_act(words: str, owner: str | None) -> None:
    found = read(f"Le ministre a donné les instructions suivantes :\n- {words}\n- renforcer le contrôle des dépenses\n")
    assert found.drafts[0].owner.name == owner


def test_two_owners_that_weigh_the_same_are_said() -> None:
    found = read("Le ministre a instruit ce qui suit :\n- la CNR et la CASNOS publieront leurs délais\n- réduire les dépenses de gestion\n")
    assert found.drafts[0].owner.name is None
    assert "communique_owner_several" in found.drafts[0].notes
    assert {quote.text for quote in found.drafts[0].owner.words} == {"CNR", "CASNOS"}


def test_the_catalogue_says_what_each_indicator_is() -> None:
    assert 30 <= len(catalogue()) <= 45
    for indicator in catalogue().values():
        assert re.search(r"[\u0600-\u06ff]", indicator.name["ar"])
        assert not re.search(r"[\u0600-\u06ff]", indicator.name["fr"])
        assert indicator.unit in {"centimes", "ppm", "ratio_ppm", "days", "months", "count"}
        languages = {bool(re.search(r"[\u0600-\u06ff]", term)) for term in indicator.suggested_by}
        assert languages == {True, False}, indicator.id
    assert not catalogue()["field_visits"].live
    assert not catalogue()["interfund_exchanges"].live
