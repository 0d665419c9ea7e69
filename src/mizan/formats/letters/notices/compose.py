"""Writes a notice: which words, figures, articles and dates it holds, in one language. Nothing is asked of anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from mizan.formats.letters.appeal import appeal_against
from mizan.formats.letters.compose import grouped, other_name
from mizan.formats.letters.notices.types import About, Held, Owed
from mizan.formats.letters.types import LetterLang
from mizan.formats.letters.typeset import qr
from mizan.kernel.money import format_amount
from mizan.kernel.periods import month_of
from mizan.law.algeria.holds.grounds import HoldGround, hold_grounds
from mizan.law.engine.sources import Standing
from mizan.law.labels import Labels

_ARABIC = re.compile("[\u0600-\u06ff]")


@cache
def _labels() -> Labels:
    return Labels.load([resources.files("mizan.formats.letters"), resources.files(__package__)])


def compose_held(held: Held, lang: LetterLang) -> dict[str, Any]:
    """Every word of the notice of a hold, by place of the sheet, in a form that JSON keeps."""
    say = _Sayer(held, lang)
    ground = hold_grounds()[held.ground]
    first = month_of(held.starts_on).start
    what = [
        say.row("held.benefit", say.benefit),
        say.row("held.from", say("held.month", month=first), say("held.from_note", day=held.starts_on)),
        say.row("held.ground", ground.title[lang], say.text_of(ground)),
    ]
    if held.reason.strip():
        what.append(say.said("held.reason", held.reason))
    what.append(say.row("held.until", say.day(held.deadline), say("held.until_note")))
    sections = [
        say.section("held.what", what, []),
        say.section("held.do", [], [ground.lifted[lang], say("held.do_where", number=held.number)]),
        say.section("held.then", [], [say("held.then_text", day=held.deadline), say("held.then_all")]),
    ]
    figure = {"label": say("held.figure"), "value": format_amount(held.net, lang), "note": say("held.figure_note")}
    opening = say("held.opening", benefit=say.benefit, day=held.starts_on)
    return say.letter("held", opening, figure, sections)


def compose_owed(owed: Owed, lang: LetterLang) -> dict[str, Any]:
    """Every word of the notice of a debt, by place of the sheet, in a form that JSON keeps."""
    say = _Sayer(owed, lang)
    one = owed.from_month == owed.to_month
    span = say("owed.month", month=owed.from_month) if one else say("owed.months", **{"from": owed.from_month, "to": owed.to_month})
    what = [say.row("held.benefit", say.benefit), say.row("owed.for", span)]
    what.append(say.row("owed.decision", owed.decision) if owed.decision else say.row("owed.undone", say("owed.undone_text")))
    if owed.reason.strip():
        what.append(say.said("owed.reason", owed.reason))
    plan = [say("owed.plan_none")]
    if owed.taken:
        plan = [
            say("owed.plan", amount=owed.taken, share=owed.share_ppm),
            say("owed.plan_months", count=owed.months),
            say("owed.plan_never"),
        ]
    sections = [
        say.section("owed.what", what, []),
        say.section("owed.how", [], plan),
        say.section("owed.do", [], [say("owed.do_text", number=owed.number)]),
    ]
    figure = {"label": say("owed.figure"), "value": format_amount(owed.amount, lang), "note": ""}
    return say.letter("owed", say("owed.opening", benefit=say.benefit), figure, sections)


class _Sayer:
    """The sentences of one notice."""

    def __init__(self, about: About, lang: LetterLang) -> None:
        self.about, self.lang = about, lang
        self.benefit = _labels().text(f"letter.benefit.{about.kind}", lang)

    def __call__(self, key: str, /, **params: object) -> str:
        return _labels().text(f"notice.{key}", self.lang, **params)

    def _of_letters(self, key: str, /, **params: object) -> str:
        return _labels().text(f"letter.{key}", self.lang, **params)

    def day(self, day: object) -> str:
        return self._of_letters("day", day=day)

    def row(self, key: str, value: str, note: str = "") -> dict[str, str]:
        """A line of a table, in the notice's own language."""
        return {"label": self(key), "value": value, "note": note, "lang": self.lang}

    def said(self, key: str, written: str) -> dict[str, str]:
        """A line whose value somebody wrote, in either language."""
        return self.row(key, written.strip()) | {"lang": "ar" if _ARABIC.search(written) else "fr"}

    def section(self, key: str, rows: Sequence[dict[str, str]], paragraphs: Sequence[str]) -> dict[str, Any]:
        head = [self("column.what"), self("column.value")]
        return {"heading": self(f"{key}_heading"), "head": head, "rows": list(rows), "paragraphs": list(paragraphs)}

    def text_of(self, ground: HoldGround) -> str:
        """The text a ground rests on, and what is not known of it where it was not read in the law itself."""
        reference = ground.reference
        title = reference.source.title[self.lang]
        cited = self._of_letters("article", text=title, number=reference.article) if reference.article else title
        return cited if ground.standing is Standing.GAZETTE else self("held.not_read", text=cited, reason=ground.reason[self.lang])

    def letter(self, key: str, opening: str, figure: dict[str, str], sections: Sequence[dict[str, Any]]) -> dict[str, Any]:
        about, lang, made = self.about, self.lang, self.about.made_on
        name, name_lang = about.person.named(lang)
        appeal = appeal_against(made, lang)
        verify_at = f"{about.address.rstrip('/')}/{lang}/verify/{about.code}"
        return {
            "lang": lang,
            "year": made.year,
            "month": made.month,
            "day": made.day,
            "title": self(f"{key}.title"),
            "republic": self._of_letters("republic"),
            "fund": self._of_letters(f"fund.{about.fund}"),
            "agency": about.agency.get(lang, ""),
            "date": self._of_letters("date", day=made),
            "references": [{"label": self("reference"), "value": about.number, "code": True}],
            "to": self._of_letters("to"),
            "name": {"text": name, "lang": name_lang},
            "name_other": other_name(about.person, lang),
            "identity": self._identity(),
            "opening": opening,
            "figure": figure,
            "sections": list(sections),
            "heading_appeal": self._of_letters("heading.appeal"),
            "appeal": [
                self._of_letters("appeal.right", body=appeal.body, days=appeal.days),
                self._of_letters("appeal.example", received=made, deadline=appeal.deadline),
                self("appeal_how", number=about.number),
            ],
            "appeal_article": self._of_letters("article", text=appeal.title, number=appeal.number),
            "heading_verify": self._of_letters("heading.verify"),
            "verify": self._of_letters("verify"),
            "verify_at": verify_at,
            "code_grouped": grouped(about.code),
            "qr": qr(verify_at),
            "qr_alt": self._of_letters("qr_alt", code=grouped(about.code)),
            "foot": self("foot", number=about.number),
            "page": self._of_letters("page"),
        }

    def _identity(self) -> list[dict[str, object]]:
        person = self.about.person
        found: list[dict[str, object]] = []
        if person.nss:
            found.append({"label": self._of_letters("identity.nss"), "value": person.nss, "code": True})
        if person.born_on is not None:
            found.append({"label": self._of_letters("identity.born"), "value": self.day(person.born_on), "code": False})
        return found
