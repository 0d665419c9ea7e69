"""A hold binds when a second person agrees and the person's notice is made, in Arabic and in French: one act, one transaction."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from hashlib import sha256
from typing import get_args

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.notices import ROUTE, addressee, agency_named, typeset_notice
from mizan.formats.letters import LetterLang
from mizan.formats.letters.notices import NOTICE, Held
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.benefits.actions import hold_payment as holds
from mizan.funds.benefits.actions.keep_notice import NoticeDraft, keep_notice
from mizan.funds.benefits.queries.holds import hold_of, net_on, written_to
from mizan.funds.benefits.types.holds import HoldKnown, NoticeKnown, WrittenTo
from mizan.funds.contributions.days import accounting_day
from mizan.kernel.refusals import refused

LANGS: tuple[LetterLang, ...] = get_args(LetterLang)
PURPOSE = "hold_notice"


def agree_hold(hold_id: int, *, address: str, by: int, at: datetime) -> None:
    """The agreement of a second person: the notice is made in both languages, its hashes are kept, and the hold binds from its first day.

    `address` is the public address the notice names, under which its code is verified.
    Refused: ``hold_needs_another_person``, ``hold_not_so`` (over), ``hold_notice`` (it has begun: the person would be told too late),
    ``hold_again``, ``own_file``, ``hold_unknown``.
    """
    with transaction.atomic():
        point("agree_hold.begun")
        holds.agree_hold(hold_id, by=by, at=at)
        point("agree_hold.agreed")
        hold = _known(hold_id)
        person = written_to(hold.award_id)
        if person is None:
            raise refused("hold_unknown", "hold")
        record_read(purpose=PURPOSE, subject=("person", person.person_id), route=ROUTE, by=by, at=at)
        told = {"net": net_on(hold.award_id, hold.starts_on)}
        for lang in LANGS:
            code = secrets.token_hex(16)
            letter = _held(hold, person, code=code, address=address, made_on=accounting_day(at), net=told["net"])
            made = sha256(typeset_notice(letter, lang, NOTICE)).hexdigest()
            draft = NoticeDraft(lang, NOTICE, address, told, made, code, accounting_day(at), hold_id=hold_id)
            keep_notice(draft, by=by, at=at)
            point(f"agree_hold.notice_{lang}")
    point("agree_hold.done")


def notice_of_hold(hold: HoldKnown, notice: NoticeKnown, *, by: int, at: datetime) -> bytes:
    """The PDF of a notice of a hold, set again to the same bytes; the look at the person's data is logged. Refused: ``notice_unknown``."""
    person = written_to(hold.award_id)
    if person is None:
        raise refused("notice_unknown", "notice")
    record_read(purpose=PURPOSE, subject=("person", person.person_id), route=ROUTE, by=by, at=at)
    net = int(str(notice.told["net"]))
    letter = _held(hold, person, code=notice.code, address=notice.address, made_on=notice.made_on, net=net)
    return typeset_notice(letter, "ar" if notice.language == "ar" else "fr", notice.template)


def _held(hold: HoldKnown, person: WrittenTo, *, code: str, address: str, made_on: date, net: int) -> Held:
    return Held(
        number=hold.number,
        code=code,
        fund=hold.fund.value,
        agency=agency_named(person.agency_code, made_on),
        kind=hold.kind,
        made_on=made_on,
        person=addressee(person),
        address=address,
        ground=hold.ground,
        reason=hold.reason,
        starts_on=hold.starts_on,
        deadline=hold.deadline,
        net=net,
    )


def _known(hold_id: int) -> HoldKnown:
    hold = hold_of(hold_id)
    if hold is None:
        raise refused("hold_unknown", "hold")
    return hold
