"""What every notice shares: whom it is written to, from which agency, and its sheet."""

from __future__ import annotations

from datetime import date

from mizan.formats.letters import Addressee, LetterLang, typeset
from mizan.formats.letters.notices import Held, Owed, compose_held, compose_owed
from mizan.funds.benefits.types.holds import WrittenTo
from mizan.funds.people.queries import agencies

ROUTE = "notice"


def addressee(person: WrittenTo) -> Addressee:
    """A person as letters name one, in both scripts where both are known."""
    return Addressee.of(person.surname_ar, person.given_name_ar, person.surname_fr, person.given_name_fr, person.nss, person.birth_date)


def agency_named(code: str, on: date) -> dict[str, str]:
    """The name of the agency that keeps the file, in both languages; nothing where none is named."""
    found = next((one for one in agencies(on=on) if one.code == code), None) if code else None
    return {"ar": found.name_ar, "fr": found.name_fr} if found is not None else {"ar": "", "fr": ""}


def typeset_notice(letter: Held | Owed, lang: LetterLang, template: str) -> bytes:
    """The PDF of a notice: the same words give the same bytes."""
    told = compose_held(letter, lang) if isinstance(letter, Held) else compose_owed(letter, lang)
    return typeset(told, template)
