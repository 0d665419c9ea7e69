"""A person is told of a debt: how much, for which months, why, and what each payment is less by until it is given back."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from hashlib import sha256
from typing import get_args

from django.db import transaction

from mizan.flows.notices import ROUTE, addressee, agency_named, typeset_notice
from mizan.formats.letters import LetterLang
from mizan.formats.letters.notices import NOTICE, Owed
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.benefits.actions.keep_notice import NoticeDraft, keep_notice
from mizan.funds.benefits.grounds import recovered_by_month, recovery_share
from mizan.funds.benefits.queries.debts import debt_of
from mizan.funds.benefits.queries.holds import net_on, written_to
from mizan.funds.benefits.types.holds import DebtKnown, NoticeKnown, WrittenTo
from mizan.funds.contributions.days import accounting_day
from mizan.kernel.refusals import refused

LANGS: tuple[LetterLang, ...] = get_args(LetterLang)
PURPOSE = "debt_notice"


def tell_debt(adjustment_id: int, *, address: str, by: int, at: datetime) -> None:
    """Make the notice of a debt in both languages, with how it is recovered from the payments as they are due now; keep their hashes.

    Refused: ``debt_unknown``, ``notice_kept`` (it was made before), ``own_file``.
    """
    with transaction.atomic():
        debt, person = _known(adjustment_id)
        record_read(purpose=PURPOSE, subject=("person", person.person_id), route=ROUTE, by=by, at=at)
        day = accounting_day(at)
        taken, months = recovered_by_month(net_on(debt.award_id, day), debt.left, on=day)
        told = {"left": debt.left, "taken": taken, "months": months, "share_ppm": recovery_share()}
        for lang in LANGS:
            code = secrets.token_hex(16)
            letter = _owed(debt, person, told, code=code, address=address, made_on=day)
            made = sha256(typeset_notice(letter, lang, NOTICE)).hexdigest()
            keep_notice(NoticeDraft(lang, NOTICE, address, told, made, code, day, adjustment_id=adjustment_id), by=by, at=at)


def notice_of_debt(notice: NoticeKnown, *, by: int, at: datetime) -> bytes:
    """The PDF of a notice of a debt, set again to the same bytes; the look is logged. Refused: ``debt_unknown``."""
    debt, person = _known(notice.adjustment_id or 0)
    record_read(purpose=PURPOSE, subject=("person", person.person_id), route=ROUTE, by=by, at=at)
    told = {name: int(str(value)) for name, value in notice.told.items()}
    letter = _owed(debt, person, told, code=notice.code, address=notice.address, made_on=notice.made_on)
    return typeset_notice(letter, "ar" if notice.language == "ar" else "fr", notice.template)


def _known(adjustment_id: int) -> tuple[DebtKnown, WrittenTo]:
    debt = debt_of(adjustment_id)
    person = written_to(debt.award_id) if debt is not None else None
    if debt is None or person is None:
        raise refused("debt_unknown", "debt")
    return debt, person


def _owed(debt: DebtKnown, person: WrittenTo, told: dict[str, int], *, code: str, address: str, made_on: date) -> Owed:
    return Owed(
        number=debt.number,
        code=code,
        fund=debt.fund.value,
        agency=agency_named(person.agency_code, made_on),
        kind=debt.kind,
        made_on=made_on,
        person=addressee(person),
        address=address,
        amount=told["left"],
        from_month=debt.from_month,
        to_month=debt.to_month,
        decision=debt.decision,
        reason=debt.reason,
        taken=told["taken"],
        months=told["months"],
        share_ppm=told["share_ppm"],
    )
