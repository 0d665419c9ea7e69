"""What a letter is written from: a decision as it was taken. Amounts are centimes a month, or whole where the award has an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

LetterLang = Literal["ar", "fr"]

FIRST = "decision/1"
"""The template of the letters served before each kind of benefit had its own steps: they are made again as they were."""
TEMPLATE = "decision/2"
"""The name of the template in use. Another wording, sheet, font or typesetter takes another name: letters are kept by hash, not by copy."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person named in a letter, in both scripts where both are known; `nss` is "" for someone who is not insured."""

    name_ar: str
    name_fr: str
    nss: str
    born_on: date | None

    @classmethod
    def of(cls, surname_ar: str, given_name_ar: str, surname_fr: str, given_name_fr: str, nss: str, born_on: date | None) -> Addressee:
        """A person by the words of their identity."""
        return cls(f"{surname_ar} {given_name_ar}".strip(), f"{surname_fr} {given_name_fr}".strip(), nss, born_on)

    def named(self, lang: LetterLang) -> tuple[str, LetterLang]:
        """The name in the letter's language, or in the other script where that is all there is, and which one it is."""
        other: LetterLang = "fr" if lang == "ar" else "ar"
        mine, theirs = (self.name_ar, self.name_fr) if lang == "ar" else (self.name_fr, self.name_ar)
        return (mine, lang) if mine else (theirs, other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What a decision grants: its parts, what is deducted, what is paid. `periodic`: a month; else the whole sum."""

    pension: int
    fund_adds: int = 0
    state_adds: int = 0
    supplement: int = 0
    gross: int
    social_insurance: int = 0
    income_tax: int = 0
    net: int
    periodic: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What a reassessment changed for a person: what was paid and what is, net."""

    to: Addressee
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Payer:
    """One of several awards a decision gives: the fund that pays, whom, and how much net."""

    fund: str
    to: Addressee
    net: int


@dataclass(frozen=True, slots=True)
class Increased:
    """An increase in what a decision gives its claimant: from which day, and the net a month before and after, in centimes.

    `taken`: the amount before deductions stayed, and only what is taken of it changed.
    """

    on: date
    before: int
    after: int
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision, whole: enough to write its letter without asking anybody anything.

    `outcome` is granted, refused, changed or ended; `payers` tell who pays what where there are several.
    `record` is the decision's record (docs/law/decisions.md); `ground` the code of the law's ground or what an officer
    wrote; `address` the public address of this installation, under which the code can be verified.
    """

    number: str
    code: str
    fund: str
    agency: Mapping[str, str]
    kind: str
    outcome: str
    decided_on: date
    effective_on: date | None
    ends_on: date | None = None
    person: Addressee
    claimant: Addressee
    claim_number: str = ""
    received_on: date | None = None
    amounts: Amounts | None = None
    arrears: int = 0
    debt: int = 0
    changes: tuple[Change, ...] = ()
    increases: tuple[Increased, ...] = ()
    payers: tuple[Payer, ...] = ()
    record: Mapping[str, Any]
    ground: str = ""
    supersedes: str = ""
    automatic: bool = False
    law_version: str
    address: str
