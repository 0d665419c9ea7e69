"""Writes a letter: which words, figures, articles and dates a decision's letter holds, in one language. Nothing is asked of anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from mizan.formats.letters.appeal import Appeal, appeal_against
from mizan.formats.letters.steps import facts_told, of_members, steps_told
from mizan.formats.letters.types import FIRST, TEMPLATE, Addressee, Amounts, Decided, LetterLang
from mizan.formats.letters.typeset import qr
from mizan.kernel.money import format_amount
from mizan.kernel.periods import add_days
from mizan.law.algeria.book import topics
from mizan.law.labels import Labels

_FIRST_WORD = re.compile(r"[a-z_]+")


@cache
def _labels() -> Labels:
    return Labels.load([resources.files(__package__)])


def compose(decision: Decided, lang: LetterLang, template: str = TEMPLATE) -> dict[str, Any]:
    """Every word of the letter, by place of the sheet, in a form that JSON keeps; as the template it was served with told it."""
    say = _Sayer(decision, lang, first=template == FIRST)
    appeal = appeal_against(decision.decided_on, lang)
    name, name_lang = decision.claimant.named(lang)
    headings = ("amounts", "changes", "facts", "steps", "appeal", "verify")
    return {
        "lang": lang,
        "year": decision.decided_on.year,
        "month": decision.decided_on.month,
        "day": decision.decided_on.day,
        "title": say("title." + decision.outcome + say.dead, benefit=say.benefit),
        "republic": say("republic"),
        "fund": say("fund." + decision.fund),
        "agency": decision.agency.get(lang, ""),
        "date": say("date", day=decision.decided_on),
        "references": say.references(),
        "to": say("to" + say.dead),
        "name": {"text": name, "lang": name_lang},
        "name_other": other_name(decision.claimant, lang),
        "identity": say.identity(),
        "opening": say.opening(),
        "figure": say.figure(),
        "paragraphs": say.paragraphs(),
        "heading": {key: say("heading." + key) for key in headings},
        "amounts": say.amounts(),
        "amounts_head": [say("column.what"), say("column.amount")],
        "payers": say.payers(),
        "payers_head": [say("column.payer"), say("column.amount")],
        "changes": say.changes(),
        "changes_head": [say("column.what"), say("column.before"), say("column.after")],
        "facts": say.facts(),
        "facts_note": say("facts_note"),
        "facts_head": [say("column.fact"), say("column.source")],
        "steps": say.steps(),
        "steps_note": say("steps_note", day=decision.effective_on or decision.decided_on),
        "appeal": say.appeal(appeal),
        "appeal_article": say.article(appeal.title, appeal.number),
        "verify": say("verify"),
        "verify_at": verify_address(decision, lang),
        "code_grouped": grouped(decision.code),
        "qr": qr(verify_address(decision, lang)),
        "qr_alt": say("qr_alt", code=grouped(decision.code)),
        "closing": say("closing.automatic" if decision.automatic else "closing.person"),
        "foot": say("foot", number=decision.number, version=decision.law_version[:20]),
        "page": say("page"),
    }


def grouped(code: str) -> str:
    """A verification code in eight groups of four, as a person types it."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4)).upper()


def verify_address(decision: Decided, lang: LetterLang) -> str:
    """The page that says whether the letter holds."""
    return f"{decision.address.rstrip('/')}/{lang}/verify/{decision.code}"


def other_name(person: Addressee, lang: LetterLang) -> dict[str, str]:
    """The name in the other script, where the letter's own language has one too."""
    other: LetterLang = "fr" if lang == "ar" else "ar"
    both = person.name_ar and person.name_fr
    return {"text": (person.name_fr if lang == "ar" else person.name_ar) if both else "", "lang": other}


class _Sayer:
    """The sentences of one letter."""

    def __init__(self, decision: Decided, lang: LetterLang, *, first: bool) -> None:
        self.decision = decision
        self.lang = lang
        self.first = first
        # Whoever reads that a right ended by a death is not whom it was of.
        self.dead = "_death" if not first and (decision.outcome, decision.ground) == ("ended", "death") else ""
        self.benefit = self("benefit." + decision.kind)

    def __call__(self, key: str, /, **params: object) -> str:
        return _labels().text(f"letter.{key}", self.lang, **params)

    def _money(self, centimes: int) -> str:
        return format_amount(centimes, self.lang)

    def _day(self, day: date) -> str:
        return self("day", day=day)

    def references(self) -> list[dict[str, object]]:
        decision = self.decision
        found: list[tuple[str, str, bool]] = [("decision", decision.number, True)]
        if decision.claim_number:
            found.append(("claim", decision.claim_number, True))
        if decision.received_on is not None:
            found.append(("received", self._day(decision.received_on), False))
        if decision.supersedes:
            found.append(("supersedes", decision.supersedes, True))
        return [{"label": self("reference." + key), "value": value, "code": code} for key, value, code in found]

    def identity(self) -> list[dict[str, object]]:
        decision = self.decision
        found: list[tuple[str, str, bool]] = []
        if decision.claimant.nss:
            found.append(("nss", decision.claimant.nss, True))
        if decision.claimant.born_on is not None:
            found.append(("born", self._day(decision.claimant.born_on), False))
        if decision.person != decision.claimant:
            found.append(("rights_of", decision.person.named(self.lang)[0], False))
            if decision.person.nss:
                found.append(("rights_nss", decision.person.nss, True))
        return [{"label": self("identity." + key), "value": value, "code": code} for key, value, code in found]

    def opening(self) -> str:
        decision = self.decision
        day = decision.effective_on or decision.decided_on
        return self("opening." + decision.outcome + self.dead, benefit=self.benefit, day=day)

    def figure(self) -> dict[str, str] | None:
        amounts = self.decision.amounts
        if amounts is None or self.decision.outcome in ("refused", "ended"):
            return None
        note = ""
        if self.decision.effective_on is not None:
            until = self.decision.ends_on
            spans = {"from": self.decision.effective_on, "until": until}
            once = until is not None and not self.first and until <= add_days(self.decision.effective_on, 1)
            note = (
                ""
                if once
                else self("figure.until", **spans)
                if until is not None
                else self("figure.from", **{"from": self.decision.effective_on})
            )
        return {"label": self("figure.month" if amounts.periodic else "figure.whole"), "value": self._money(amounts.net), "note": note}

    def paragraphs(self) -> list[str]:
        decision = self.decision
        said = []
        if decision.outcome in ("refused", "ended") and decision.ground:
            said.append(self("why", text=self._ground()))
        said += [self("taken" if one.taken else "increase", on=one.on, before=one.before, after=one.after) for one in decision.increases]
        if decision.arrears:
            said.append(self("arrears", amount=decision.arrears))
        if decision.debt:
            said.append(self("debt" + self.dead, amount=decision.debt))
        return said

    def _ground(self) -> str:
        """Why there is no right: in the law's own words where the ground is the law's, else those kept with the decision."""
        record, ground = self.decision.record, self.decision.ground
        tree = record.get("steps", {}).get("ground") or record.get("note", {}).get("ground_steps")
        if tree is not None and ground == record.get("ground"):
            return str(tree["text"][self.lang])
        return self(f"ground.{ground}") if _labels().has(f"letter.ground.{ground}", self.lang) else ground

    def amounts(self) -> list[dict[str, object]]:
        amounts = self.decision.amounts
        if amounts is None or self.decision.outcome in ("refused", "ended"):
            return []
        return [self._line(key, value) for key, value in _lines(amounts)]

    def payers(self) -> list[dict[str, str]]:
        """Who pays what, or to whom, where a decision gives several awards."""
        one_person = len({one.to for one in self.decision.payers}) == 1
        return [
            {
                "label": self("fund." + one.fund) if one_person else one.to.named(self.lang)[0] or self("fund." + one.fund),
                "value": self._money(one.net),
            }
            for one in self.decision.payers
        ]

    def _line(self, key: str, value: int) -> dict[str, object]:
        if not self.first and _labels().has(f"letter.amount_of.{self.decision.kind}.{key}", self.lang):
            return {"label": self(f"amount_of.{self.decision.kind}.{key}"), "note": "", "value": self._money(value), "total": False}
        note = f"amount.{key}_note"
        has_note = _labels().has(f"letter.{note}", self.lang)
        return {
            "label": self("amount." + key),
            "note": self(note) if has_note else "",
            "value": self._money(value),
            "total": key in ("gross", "net"),
        }

    def changes(self) -> list[dict[str, str]]:
        """What was paid and what is, each person once."""
        paid = self("amount.net")
        return [
            {
                "label": paid if one.to == self.decision.claimant else one.to.named(self.lang)[0] or paid,
                "before": self._money(one.before),
                "after": self._money(one.after),
            }
            for one in self.decision.changes
        ]

    def facts(self) -> list[dict[str, str]]:
        record = self.decision.record
        topic = topics().get(str(record.get("topic", "")))
        if self.dead:
            return []
        found = facts_told(record, topic.inputs if topic is not None else {})
        if self.first:
            return [{"text": str(step["text"][self.lang]), "source": self._source(source)} for step, source in found]
        told = [(self._fact(step), source) for step, source in found]
        return [{"text": text, "source": self._source(source)} for text, source in told if text]

    def _fact(self, step: Mapping[str, Any]) -> str:
        """A fact in words: of a household, member by member; of a career, as many as there are."""
        if isinstance(step["value"], list) and self.decision.kind == "survivors":
            return of_members(step, self.lang) or ""
        return str(step["text"][self.lang])

    def _source(self, source: str) -> str:
        """Where a fact comes from: the sentence for the first word of the record, which goes on to name the very rows."""
        word = _FIRST_WORD.match(source)
        key = f"source.{word[0] if word else ''}"
        return self(key) if _labels().has(f"letter.{key}", self.lang) else self("source.unsaid")

    def steps(self) -> list[dict[str, str]]:
        return [
            {"text": str(step["text"][self.lang]), "article": self._article(step)}
            for step in (() if self.dead else steps_told(self.decision.record, self.decision.kind, first=self.first))
        ]

    def _article(self, step: Mapping[str, Any]) -> str:
        article = step.get("article")
        if not article:
            return ""
        return self.article(str(article["title"][self.lang]), str(article["number"]))

    def article(self, title: str, number: str) -> str:
        """A text and its article, as they are cited."""
        return self("article", text=title, number=number) if number else title

    def appeal(self, appeal: Appeal) -> list[str]:
        said = [self("appeal.right", body=appeal.body, days=appeal.days)]
        said.append(self("appeal.example", received=self.decision.decided_on, deadline=appeal.deadline))
        said.append(self("appeal.how", number=self.decision.number))
        return said


def _lines(amounts: Amounts) -> list[tuple[str, int]]:
    """The lines of the table of amounts: those that are nothing are left out, except both totals."""
    parts = [("pension", amounts.pension), ("fund_adds", amounts.fund_adds), ("state_adds", amounts.state_adds)]
    parts.append(("supplement", amounts.supplement))
    deductions = [("social_insurance", -amounts.social_insurance), ("income_tax", -amounts.income_tax)]
    told = [(key, value) for key, value in parts if value]
    told.append(("gross", amounts.gross))
    told += [(key, value) for key, value in deductions if value]
    return [*told, ("net", amounts.net)]
