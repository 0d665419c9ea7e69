"""The letters of a day, printed together: one archive, by agency, the same bytes when it is made again. Nothing of it is kept.

The register holds no postal address: letters go out by the agency that keeps the file.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction

from mizan.flows.hold_payment import notice_of_hold
from mizan.flows.tell_debt import notice_of_debt
from mizan.flows.write_proof_letter import ask_number, proof_letter_of, send_proof_letter
from mizan.formats.letters import LetterLang
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.benefits.queries.debts import debt_of
from mizan.funds.benefits.queries.holds import hold_of, notices_made_on, written_to
from mizan.funds.benefits.queries.proofs import ask_of, letters_asked_on
from mizan.funds.benefits.types.holds import NoticeKnown
from mizan.funds.people.actions import open_file
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import refused

MOST = 1_000
"""Letters in an archive made while somebody waits for it; a command takes as many as there are."""
NO_AGENCY = "00000"
EPOCH = (1980, 1, 1, 0, 0, 0)
PURPOSE = "proof"


class Letter(NamedTuple):
    """A letter to print: the agency that sends it, its number, its language, its PDF."""

    agency: str
    number: str
    language: str
    pdf: bytes


class Printed(NamedTuple):
    """An archive of letters: how many it holds, its bytes, their SHA-256."""

    letters: int
    data: bytes
    sha256: str


def print_proof_letters(
    asked_on: date, lang: LetterLang, *, fund: str = "", agency: str = "", route: str, most: int = MOST, by: int, at: datetime
) -> Printed:
    """The letters of everybody asked on a day for a proof of life, in the scope of the asker; each file is opened, which is logged.

    Refused: ``letters_none``, ``letters_too_many`` (more than `most`: choose an agency).
    """
    with transaction.atomic():
        found = letters_asked_on(asked_on, fund=fund, agency=agency, most=most + 1)
        _some(len(found), most)
        open_file([one.person_id for one in found], purpose=PURPOSE, route=route, by=by, at=at)
        letters = []
        for one in found:
            ask = ask_of(one.ask_id)
            if ask is None:
                raise refused("ask_unknown", "ask")
            letters.append(Letter(one.agency_code, ask_number(ask), lang, proof_letter_of(one.ask_id, lang)))
        return _printed(letters, subject=("proof_letters", asked_on.isoformat()), by=by, at=at)


def send_proof_letters(
    asked_on: date, lang: LetterLang, *, fund: str = "", agency: str = "", route: str, on_day: date, by: int, at: datetime
) -> int:
    """Note that the letters of a day left, for those of whom it is not noted yet: each one's hash and day; how many.

    Refused: ``letters_none``, ``letters_too_many``, ``proof_step_day`` (before they were asked, or to come), ``own_file``.
    """
    with transaction.atomic():
        found = [one for one in letters_asked_on(asked_on, fund=fund, agency=agency, most=MOST + 1) if not one.sent]
        _some(len(found), MOST)
        open_file([one.person_id for one in found], purpose=PURPOSE, route=route, by=by, at=at)
        for one in found:
            send_proof_letter(one.ask_id, lang, on_day=on_day, by=by, at=at)
        return len(found)


def print_notices(made_on: date, lang: LetterLang, *, funds: Sequence[Fund], most: int = MOST, by: int, at: datetime) -> Printed:
    """The notices of holds and debts made on a day for awards of these funds; each look at a person is logged.

    Those of who is out of the asker's reach (their own household) are left out. Refused: ``letters_none``, ``letters_too_many``.
    """
    with transaction.atomic():
        found = notices_made_on(made_on, language=lang, funds=funds, most=most + 1)
        _some(len(found), most)
        letters = [letter for one in found if (letter := _notice(one, by=by, at=at)) is not None]
        _some(len(letters), most)
        letters.sort(key=lambda one: (one.agency, one.number))
        return _printed(letters, subject=("notices", made_on.isoformat()), by=by, at=at)


def _notice(notice: NoticeKnown, *, by: int, at: datetime) -> Letter | None:
    if notice.hold_id is not None:
        hold = hold_of(notice.hold_id)
        person = written_to(hold.award_id) if hold is not None else None
        if hold is None or person is None:
            return None
        return Letter(person.agency_code, hold.number, notice.language, notice_of_hold(hold, notice, by=by, at=at))
    debt = debt_of(notice.adjustment_id or 0)
    person = written_to(debt.award_id) if debt is not None else None
    if debt is None or person is None:
        return None
    return Letter(person.agency_code, debt.number, notice.language, notice_of_debt(notice, by=by, at=at))


def _some(count: int, most: int) -> None:
    if not count:
        raise refused("letters_none", "day")
    if count > most:
        raise refused("letters_too_many", "agency", most=most)


def _printed(letters: Sequence[Letter], *, subject: tuple[str, str], by: int, at: datetime) -> Printed:
    data = archive(letters)
    digest = sha256(data).hexdigest()
    record_act(verb="print_letters", subject=subject, by=by, at=at, detail={"letters": len(letters), "sha256": digest})
    return Printed(len(letters), data, digest)


def archive(letters: Iterable[Letter]) -> bytes:
    """Letters as one zip: a folder an agency, in the order given, and the list of what is in it; no clock, nothing compressed again."""
    out, listed = io.BytesIO(), io.StringIO(newline="")
    told = csv.writer(listed, delimiter=";", lineterminator="\r\n")
    told.writerow(["rank", "agency", "number", "language", "file"])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for rank, one in enumerate(letters, start=1):
            folder = one.agency or NO_AGENCY
            name = f"{folder}/{rank:05d}-{one.number}-{one.language}.pdf"
            told.writerow([rank, folder, one.number, one.language, name])
            made.writestr(zipfile.ZipInfo(name, EPOCH), one.pdf)
        made.writestr(zipfile.ZipInfo("list.csv", EPOCH), listed.getvalue())
    return out.getvalue()
