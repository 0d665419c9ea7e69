"""What a day of the law makes of all the awards of a fund: prepared by one person, approved by another, with arrears for months gone by.

An increase raises amounts, and what is taken of everybody follows; on a day that only changes deductions, they follow alone.

Preparing keeps what each award becomes, a block a transaction: killed, it goes on where it stopped. Approving is one transaction that
writes block by block: killed, it is as if it had not begun, and done again each award is raised once.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.revalue_blocks import EARNED, SINCE, SUPPLEMENT, raised_block, terms_after
from mizan.funds.access.actions import record_act
from mizan.funds.benefits.actions.raise_awards import (
    begin_increase,
    decide_increase,
    keep_block,
    step_increase,
    write_arrears,
    write_block,
)
from mizan.funds.benefits.kinds import Fact
from mizan.funds.benefits.law import ask_law
from mizan.funds.benefits.postings import due_lines
from mizan.funds.benefits.queries.increases import (
    attempts_of_day,
    increase_arrears,
    increase_differences,
    increase_known,
    increase_of_day,
    increase_sums,
    kept_until,
    sample_of,
    unpaid_from,
    whole_of,
)
from mizan.funds.benefits.queries.takeovers import latest_first_month
from mizan.funds.benefits.raising import PLACES
from mizan.funds.benefits.types import Kind
from mizan.funds.benefits.types.increases import IncreaseKnown, IncreaseState, Reach
from mizan.funds.contributions.days import accounting_day
from mizan.funds.ledger.actions import post
from mizan.funds.ledger.types import EntryDraft, Journal, Line
from mizan.kernel.funds import Fund
from mizan.kernel.money import format_decimal
from mizan.kernel.refusals import Refusal, Refused, refused
from mizan.law.algeria.deductions import DeductionChange, deduction_change
from mizan.law.algeria.revalorisation import IncreaseLaw, increase_of
from mizan.law.engine.inputs import Switches, in_force

BLOCK = 50_000
"""Terms computed or written at a time."""
SHOWN = 20
EMPTY = "increase_empty"
TOPIC, MAIN = "revalorisation_award", "total"
DEDUCTIONS, DEDUCTIONS_MAIN = "pension_net", "net_pension"


def prepare_increase(*, fund: Fund, on: date, by: int, at: datetime) -> IncreaseKnown:
    """Prepare what the law of a day makes of the awards of a fund; what this person began and that was cut short goes on.

    Refused: ``no_increase_on`` (the law raises nothing that day and leaves deductions as they were), ``increase_scale_unknown``,
    ``increase_not_decided`` (the text came later than `at`), ``increase_stands`` (this one, or one before it that is not approved),
    ``increase_empty`` (it changes nobody's award), ``increase_changed`` (awards changed meanwhile: cancel and prepare again),
    ``increase_lowers``, ``account_pays_nobody``, ``increase_before_takeover`` (awards taken over since hold it already).
    Each block is a transaction of its own, unless the caller is inside one.
    """
    kept = _begun(fund, on, by=by, at=at)
    switches, beyond = Switches(kept.switches), kept_until(kept.id)
    while True:
        with transaction.atomic():
            terms = terms_after(kept.id, beyond, most=BLOCK, by=by)
            point("prepare_increase.read")
            if len(terms):
                columns = raised_block(terms, reach=kept.reach, on=on, known=kept.known_on, switches=switches)
                keep_block(kept.id, [column.tolist() for column in columns], by=by)
                point("prepare_increase.block_kept")
        if not len(terms):
            break
        beyond = int(terms[-1, 0])
        point("prepare_increase.block_done")
    if not whole_of(increase_sums(kept.id)).raised:
        # Nothing to approve: given up at once, or it would stand in the way of another.
        cancel_increase(kept.id, reason=EMPTY, by=by, at=at)
        raise refused(EMPTY, "on", on=on.isoformat())
    _prepared(kept, by=by, at=at)
    point("prepare_increase.done")
    return increase_known(kept.id)


def _begun(fund: Fund, on: date, *, by: int, at: datetime) -> IncreaseKnown:
    """The increase this person began and did not end, or a new one."""
    standing = increase_of_day(fund, on)
    if standing is not None and standing.state is IncreaseState.BEGUN and standing.prepared_by == by:
        return standing
    day = accounting_day(at)
    law, reach = law_of_day(on, known=day)
    began = latest_first_month(fund)
    if began is not None and on <= began:
        # What was taken over from the fund's former system holds it already.
        raise refused("increase_before_takeover", "on", first_month=began.isoformat())
    with transaction.atomic():
        increase_id = begin_increase(
            fund, on, attempt=attempts_of_day(fund, on) + 1, source=law.source, law_version=law.law_version, known_on=day,
            switches=in_force().to_json(), reach=reach, by=by, at=at,
        )  # fmt: skip
        record_act(verb="begin_increase", subject=("increase", increase_id), by=by, at=at, detail={"fund": fund, "on": on.isoformat()})
        point("prepare_increase.begun")
    return increase_known(increase_id)


def law_of_day(on: date, *, known: date) -> tuple[IncreaseLaw | DeductionChange, Reach]:
    """What the law changes for awards in payment on exactly a day, as it was known on another, and what is looked at again.

    Refused: ``no_increase_on`` where it changes nothing, and as `increase_of` does.
    """
    try:
        return increase_of(on, known=known), Reach.EVERYBODY
    except Refused as caught:
        change = deduction_change(on, known=known)
        if caught.refusal.code != "no_increase_on" or change is None:
            raise
        return change, Reach.DEDUCTIONS


def _prepared(kept: IncreaseKnown, *, by: int, at: datetime) -> None:
    with transaction.atomic():
        whole = whole_of(increase_sums(kept.id))
        point("prepare_increase.summed")
        detail = {name: value for name, value in whole._asdict().items() if name != "kind"}
        step_increase(kept.id, IncreaseState.PREPARED, by=by, at=at, detail=detail)
        point("prepare_increase.step_kept")
        record_act(verb="prepare_increase", subject=("increase", kept.id), by=by, at=at, detail=detail)
        point("prepare_increase.audited")


def approve_increase(increase_id: int, *, by: int, at: datetime) -> IncreaseKnown:
    """Approve an increase as another person than who prepared it: one decision, every award's new term, arrears and their entry.

    Refused: ``increase_needs_another_person``, ``increase_not_so``, ``increase_changed``: an award was granted, changed or ended since it
    was prepared; the refusal's ``differences`` say which, and the increase is to be cancelled and prepared again.
    """
    kept = increase_known(increase_id)
    try:
        with transaction.atomic():
            point("approve_increase.begun")
            _approve(kept, by=by, at=at)
            point("approve_increase.audited")
    except Refused as caught:
        if caught.refusal.code != "increase_changed":
            raise
        found = [one._asdict() for one in increase_differences(increase_id, most=SHOWN)]
        raise refused("increase_changed", "increase", awards=len(found), differences=found) from caught
    point("approve_increase.done")
    return increase_known(increase_id)


def _approve(kept: IncreaseKnown, *, by: int, at: datetime) -> None:
    written = decide_increase(kept, _record(kept, by=by), by=by, at=at)
    point("approve_increase.decided")
    until = unpaid_from(kept.fund, accounting_day(at))
    beyond, risen = 0, 0
    while True:
        upto, more = write_block(kept.id, decision_id=written.id, beyond=beyond, most=BLOCK, at=at)
        if upto is None:
            break
        beyond, risen = upto, risen + more
        point("approve_increase.block_written")
    owed = _post_arrears(kept, written.id, until=until, by=by, at=at)
    detail = {"raised": risen, "number": written.number, **owed}
    step_increase(kept.id, IncreaseState.APPROVED, by=by, at=at, detail=detail, decision_id=written.id)
    point("approve_increase.step_kept")
    record_act(verb="approve_increase", subject=("increase", kept.id), by=by, at=at, detail=detail)


def _post_arrears(kept: IncreaseKnown, decision_id: int, *, until: date, by: int, at: datetime) -> dict[str, int]:
    """The arrears of every award for the months before `until`, and the one entry that posts them; how many and how much."""
    owed = increase_arrears(kept.id, until=until, by=by)
    point("approve_increase.summed")
    if not owed:
        return {"arrears_of": 0, "arrears": 0, "debts": 0}
    found: dict[tuple[str, str, str, str], int] = {}
    for one in owed:
        for line in due_lines(kept.fund, Kind(one.kind), one.parts):
            found[line[:4]] = found.get(line[:4], 0) + line.amount
    draft = EntryDraft(
        Journal.BENEFIT, accounting_day(at), "revalue_benefits", f"revalue_benefits:{decision_id}",
        tuple(Line(*words, amount) for words, amount in found.items() if amount),
        ("benefit_decision", str(decision_id), sha256(repr(owed).encode()).hexdigest()), kept.law_version,
        memo_key="ledger.revalue_benefits", memo={"fund": kept.fund.value, "on": kept.effective_on.isoformat()},
    )  # fmt: skip
    entry_id = post(draft, by=by, at=at)
    point("approve_increase.posted")
    made = write_arrears(kept.id, decision_id=decision_id, entry_id=entry_id, until=until, at=at)
    point("approve_increase.arrears_written")
    due = sum(one.parts.net for one in owed if one.to_person)
    return {"arrears_of": made, "arrears": due, "debts": -sum(one.parts.net for one in owed if not one.to_person)}


def _record(kept: IncreaseKnown, *, by: int) -> dict[str, Any]:
    """The record of the decision: the law asked on the first award it changes, without a name, so that anybody replays it."""
    first = sample_of(kept.id)
    terms = terms_after(kept.id, (first or 1) - 1, most=1, by=by)
    if not len(terms):
        raise refused("increase_changed", "increase")
    row = [int(value) for value in terms[0]]
    earned, fund_adds, state_adds, place, least, least_of, by_fund, awarded_on = row[EARNED : SINCE - 1]
    source = f"benefits: increase {kept.id}, term {row[0]}"
    note = {"increase": kept.id, "source": kept.source, "law_version": kept.law_version}
    if kept.reach is Reach.DEDUCTIONS:
        gross = Fact(format_decimal(earned + fund_adds + state_adds + row[SUPPLEMENT]), source)
        # What is taken is that of the day the term begins, where it begins later.
        return _asked(DEDUCTIONS, DEDUCTIONS_MAIN, {"pension": gross}, kept, on=date.fromordinal(row[SINCE]), note=note)
    values = {
        "pension": format_decimal(earned), "fund_adds": format_decimal(fund_adds), "state_adds": format_decimal(state_adds),
        "kind": PLACES[place], "least": format_decimal(least), "least_of": format_decimal(least_of),
        "least_by_fund": str(bool(by_fund)).lower(), "awarded_on": date.fromordinal(awarded_on).isoformat(),
        "effective_on": kept.effective_on.isoformat(),
    }  # fmt: skip
    facts = {name: Fact(value, source) for name, value in values.items()}
    return _asked(TOPIC, MAIN, facts, kept, on=kept.effective_on, note=note)


def _asked(topic: str, main: str, facts: dict[str, Fact], kept: IncreaseKnown, *, on: date, note: dict[str, object]) -> dict[str, Any]:
    asked = ask_law(topic, facts, on=on, known=kept.known_on, main=main, switches=Switches(kept.switches))
    if isinstance(asked, Refusal):
        raise Refused(asked)
    return {**asked.record, "note": note}


def cancel_increase(increase_id: int, *, reason: str, by: int, at: datetime) -> IncreaseKnown:
    """Give up an increase that is not approved; it stays readable, and another may be prepared.

    Refused: ``increase_not_so``, ``text_missing``.
    """
    if not reason.strip():
        raise refused("text_missing", "reason")
    increase_known(increase_id)
    with transaction.atomic():
        point("cancel_increase.begun")
        step_increase(increase_id, IncreaseState.CANCELLED, by=by, at=at, detail={"reason": reason})
        point("cancel_increase.step_kept")
        record_act(verb="cancel_increase", subject=("increase", increase_id), by=by, at=at, detail={"reason": reason})
    return increase_known(increase_id)
