"""What comes back from the bank, paid again or undone: posted, never deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.pay_files import REF
from mizan.flows.tell_debt import tell_debt
from mizan.formats.anomalies import Anomaly, Outcome
from mizan.formats.payments import Returned, ReturnsCheck, read
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import columns, one, one_row, rows, run
from mizan.funds.benefits.pay_errors import pay_translated
from mizan.funds.benefits.postings import branch_of
from mizan.funds.benefits.queries.debts import reversal_of
from mizan.funds.benefits.queries.instalments import instalment_of
from mizan.funds.benefits.run_postings import returned_lines, reversed_lines
from mizan.funds.benefits.types import Kind
from mizan.funds.benefits.types.runs import InstalmentKnown
from mizan.funds.contributions.days import accounting_day
from mizan.funds.ledger.actions.post import post
from mizan.funds.ledger.types import EntryDraft, Journal, Line
from mizan.kernel.funds import Branch, Fund
from mizan.kernel.refusals import refused

_REF = re.compile(rf"{REF}(?P<id>[0-9]{{1,18}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReturnsTaken:
    """What a file of returns did: how many payments came back, for how much, or why it was refused. `repeated`: it was taken before."""

    outcome: Outcome
    returned: int
    amount: int
    anomalies: tuple[Anomaly, ...]
    repeated: bool = False


def take_return(data: bytes, *, by: int, at: datetime) -> ReturnsTaken:
    """Take a pain.002 or camt.053 file: each payment that came back waits with the bank's reason, and all of them are posted in one entry.

    The same file again changes nothing. A file is taken whole or not at all. Refused: ``return_unknown`` (a reference that no payment of
    a file that went out bears), ``return_amount_differs``, ``return_known`` (came back before), ``account_pays_nobody``.
    """
    check = read(data)
    if check.outcome is Outcome.REFUSED:
        return ReturnsTaken(check.outcome, 0, 0, check.anomalies)
    with transaction.atomic():
        point("take_return.begun")
        former = one("SELECT count(*), COALESCE(sum(amount), 0) FROM benefits_payment_return WHERE content_hash = %s", [check.content_hash])
        if former is not None and former[0]:
            return ReturnsTaken(check.outcome, int(former[0]), int(former[1]), check.anomalies, repeated=True)
        found = _matched(check)
        point("take_return.matched")
        fund = _fund(found)
        total = sum(amount for _, amount, _ in found)
        draft = _draft(
            "return_benefits",
            f"return_benefits:{check.content_hash}",
            returned_lines(fund, total),
            ("payment_return", "", check.content_hash),
            at=at,
        )
        entry_id = post(draft, by=by, at=at)
        point("take_return.posted")
        _keep(found, check, entry_id, by=by, at=at)
        point("take_return.kept")
        record_act(verb="take_return", subject=("entry", entry_id), by=by, at=at, detail={"returned": len(found), "amount": total})
        point("take_return.audited")
    point("take_return.done")
    return ReturnsTaken(check.outcome, len(found), total, check.anomalies)


def _matched(check: ReturnsCheck) -> list[tuple[int, int, Returned]]:
    """The instalments that came back, with what was paid and what the bank says."""
    if check.whole:
        refused_order = rows(
            "SELECT i.id, i.paid FROM benefits_payment_file f JOIN benefits_instalment i ON i.run_id = f.run_id AND i.paid > 0"
            " WHERE f.message_id = %s ORDER BY i.id",
            [check.message_id],
        )
        told = {one.ref: one for one in check.returned}
        answers = [(number, paid, told.get(f"{REF}{number}", Returned(f"{REF}{number}", "NARR"))) for number, paid in refused_order]
        if not answers:
            raise refused("return_unknown", "return", ref=check.message_id)
        return answers
    by_id: dict[int, Returned] = {}
    for answer in check.returned:
        match = _REF.fullmatch(answer.ref)
        if match is None:
            raise refused("return_unknown", "return", ref=answer.ref)
        by_id[int(match["id"])] = answer
    paid: dict[int, int] = dict(
        rows(
            "SELECT i.id, i.paid FROM benefits_instalment i JOIN benefits_payment_file f ON f.run_id = i.run_id"
            " WHERE i.id = ANY (%s) AND i.paid > 0 AND (%s = '' OR f.message_id = %s)",
            [list(by_id), check.message_id, check.message_id],
        )
    )
    for number, answer in by_id.items():
        if number not in paid:
            raise refused("return_unknown", "return", ref=answer.ref)
        if answer.amount is not None and answer.amount != paid[number]:
            raise refused("return_amount_differs", "return", ref=answer.ref)
    return [(number, paid[number], answer) for number, answer in sorted(by_id.items())]


def _fund(found: Sequence[tuple[int, int, Returned]]) -> Fund:
    funds = rows(
        "SELECT DISTINCT r.fund FROM benefits_run r JOIN benefits_instalment i ON i.run_id = r.id WHERE i.id = ANY (%s)",
        [[number for number, _, _ in found]],
    )
    if len(funds) != 1:
        raise refused("return_unknown", "return", ref="")
    return Fund(funds[0][0])


def _keep(found: Sequence[tuple[int, int, Returned]], check: ReturnsCheck, entry_id: int, *, by: int, at: datetime) -> None:
    made = columns([(number, answer.code, answer.words, amount) for number, amount, answer in found])
    with pay_translated(), transaction.atomic():
        run(
            "INSERT INTO benefits_payment_return (instalment_id, code, words, amount, content_hash, entry_id, by_id, at)"
            " SELECT c.id, c.code, c.words, c.amount, %s, %s, %s, %s"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[]) AS c(id, code, words, amount)",
            [check.content_hash, entry_id, by, at, *made],
        )


def reissue_payment(return_id: int, *, ground: str, by: int, at: datetime) -> None:
    """Have a payment that came back paid again by the next run, to the account known then. Refused: ``return_known``, ``text_missing``."""
    with transaction.atomic():
        with pay_translated():
            run("INSERT INTO benefits_reissue (payment_return_id, ground, by_id, at) VALUES (%s, %s, %s, %s)", [return_id, ground, by, at])
        record_act(verb="reissue_payment", subject=("payment_return", return_id), by=by, at=at)


def propose_reversal_of(instalment_id: int, *, ground: str, by: int, at: datetime) -> int:
    """Propose to undo an instalment that should not have been paid; it waits for another person. Returns the proposal's id.

    Refused: ``reversal_not_possible`` (not in an approved run, or paid again since), ``reversal_known``, ``text_missing``.
    """
    with transaction.atomic():
        with pay_translated():
            (reversal_id,) = one_row(
                "INSERT INTO benefits_instalment_reversal (instalment_id, ground, proposed_by_id, proposed_at)"
                " VALUES (%s, %s, %s, %s) RETURNING id",
                [instalment_id, ground, by, at],
            )
        record_act(verb="propose_reversal", subject=("instalment", instalment_id), by=by, at=at, detail={"reversal": reversal_id})
    return int(reversal_id)


def approve_reversal_of(reversal_id: int, *, address: str, by: int, at: datetime) -> int:
    """Undo an instalment, posted: what was paid of it is to be recovered, what waited is owed no more. Returns the entry.

    The instalment and its payment stay as they were. What the person owes back is a debt, recovered from what comes within the law's share,
    and its notice is made in both languages; `address` is the public address it names.
    Refused: ``reversal_needs_another_person``, ``reversal_known``, ``reversal_not_possible`` (paid again since), ``reversal_made_up`` (a
    decision has made that month a debt), ``reversal_without_cause`` (the person has not received it, and no control that was upheld says
    that it is not due), ``own_file``, ``instalment_unknown``.
    """
    fund, branch, instalment, waiting, unpaid = _undone(reversal_id)
    with transaction.atomic():
        point("approve_reversal_of.begun")
        lines = reversed_lines(fund, branch, instalment, waiting=waiting, unpaid=unpaid)
        draft = _draft("recover_benefits", f"recover_benefits:{reversal_id}", lines, ("instalment", str(instalment.id), ""), at=at)
        entry_id = post(draft, by=by, at=at)
        point("approve_reversal_of.posted")
        with pay_translated():
            run(
                "INSERT INTO benefits_reversal_approved (reversal_id, recoverable, entry_id, by_id, at) VALUES (%s, %s, %s, %s, %s)",
                [reversal_id, instalment.net - waiting - unpaid, entry_id, by, at],
            )
        point("approve_reversal_of.kept")
        known = reversal_of(reversal_id)
        if known is not None and known.debt_id is not None:
            tell_debt(known.debt_id, address=address, by=by, at=at)
        point("approve_reversal_of.told")
        record_act(verb="approve_reversal", subject=("instalment", instalment.id), by=by, at=at, detail={"entry": entry_id})
    return entry_id


def lines_of_reversal(reversal_id: int) -> tuple[Line, ...]:
    """What a reversal posts, or would post now: debits above zero, credits below, in centimes. Refused: ``instalment_unknown``."""
    fund, branch, instalment, waiting, unpaid = _undone(reversal_id)
    return reversed_lines(fund, branch, instalment, waiting=waiting, unpaid=unpaid)


def _undone(reversal_id: int) -> tuple[Fund, Branch, InstalmentKnown, int, int]:
    """What a reversal undoes: whose expense, the instalment, and of its net what waits and what came back, in centimes."""
    found = one(
        "SELECT v.instalment_id, r.fund, a.kind, COALESCE((SELECT b.amount FROM benefits_payment_return b"
        " WHERE b.instalment_id = v.instalment_id), 0)"
        " FROM benefits_instalment_reversal v JOIN benefits_instalment i ON i.id = v.instalment_id"
        " JOIN benefits_run r ON r.id = i.run_id JOIN benefits_award a ON a.id = i.award_id WHERE v.id = %s",
        [reversal_id],
    )
    instalment = None if found is None else instalment_of(found[0])
    if found is None or instalment is None:
        raise refused("instalment_unknown", "instalment")
    waiting = instalment.net if instalment.waits else 0
    unpaid = min(found[3], instalment.net - waiting)
    return Fund(found[1]), branch_of(Kind(found[2])), instalment, waiting, unpaid


def _draft(verb: str, key: str, lines: tuple[Line, ...], document: tuple[str, str, str], *, at: datetime) -> EntryDraft:
    return EntryDraft(
        journal=Journal.BENEFIT,
        booked_on=accounting_day(at),
        verb=verb,
        act_key=key,
        lines=lines,
        document=document,
        memo_key=f"ledger.{verb}",
        memo={"lines": len(lines)},
    )
