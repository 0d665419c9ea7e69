"""Commands on pay runs: the acts of the payer's pages, each in the name of an account. They return an exit code and print for a person."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from mizan.doors.clock import now, today
from mizan.funds.benefits.types.runs import RunKnown
from mizan.kernel.funds import Fund
from mizan.kernel.money import format_decimal
from mizan.kernel.periods import month_of, parse_period
from mizan.kernel.refusals import Refused, refused

DONE, REFUSED, USAGE = 0, 1, 2
SHOWN = 20

Act = Callable[[argparse.Namespace, Fund, date, int], list[str]]


def prepare(arguments: argparse.Namespace) -> int:
    """Prepare what a fund pays for a month; nothing goes out before two other people agree."""
    return _acted(arguments, _prepare)


def approve(arguments: argparse.Namespace) -> int:
    """Agree to the month's run (the first of two people), or approve it (the second): then it is posted."""
    return _acted(arguments, _approve)


def cancel(arguments: argparse.Namespace) -> int:
    """Give up the month's run; it stays readable, and the month may be prepared again."""
    return _acted(arguments, _cancel)


def answer(arguments: argparse.Namespace) -> int:
    """Answer what a control found in the month's run."""
    return _acted(arguments, _answer)


def file(arguments: argparse.Namespace) -> int:
    """Write the payment file of the month's run; the first time it goes out, afterwards it is the same bytes."""
    return _acted(arguments, _file)


def returns(arguments: argparse.Namespace) -> int:
    """Take what the bank sent back for the month's run (pain.002 or camt.053)."""
    return _acted(arguments, _returns)


def reissue(arguments: argparse.Namespace) -> int:
    """Have a payment that came back paid again by the next run."""
    return _acted(arguments, _reissue)


def listed(arguments: argparse.Namespace) -> int:
    """Print the runs, the latest month first."""
    from mizan.funds.benefits.queries.runs import runs_of

    for kept in runs_of(Fund(arguments.fund) if arguments.fund else None):
        print(_line(kept))
    return DONE


def show(arguments: argparse.Namespace) -> int:
    """Print a month's run: sums, what changed since the month before, what is no longer due, what was found, waits and came back."""
    from mizan.doors import refusals

    try:
        for line in _shown(_standing(Fund(arguments.fund), _month(arguments.month))):
            print(line)
    except ValueError as caught:
        print(caught, file=sys.stderr)
        return USAGE
    except Refused as caught:
        print(refusals.sentence(caught.refusal, "fr"), file=sys.stderr)
        return REFUSED
    return DONE


def _acted(arguments: argparse.Namespace, act: Act) -> int:
    """Run an act as the account named, who keeps the fund's books.

    1 where it is refused, with the reason in the account's language; 2 where the month, the day or the account can not be read.
    """
    from mizan.doors import refusals
    from mizan.funds.access.queries import account_on, may
    from mizan.funds.access.types import Role, Scope

    account = account_on(arguments.by)
    if account is None:
        print(f"No account {arguments.by}.", file=sys.stderr)
        return USAGE
    fund = Fund(arguments.fund)
    try:
        month = _month(arguments.month)
        if not may(account.id, Role.FUND_ACCOUNTANT, on=today(), scope=(Scope.FUND, fund.value)):
            raise refused("account_pays_nobody", "by")
        for line in act(arguments, fund, month, account.id):
            print(line)
    except (ValueError, OSError) as caught:
        print(caught, file=sys.stderr)
        return USAGE
    except Refused as caught:
        print(refusals.sentence(caught.refusal, "ar" if account.language == "ar" else "fr"), file=sys.stderr)
        if caught.refusal.code == "run_changed":
            for line in _changed(_standing(fund, month)):
                print(line, file=sys.stderr)
        return REFUSED
    return DONE


def _prepare(arguments: argparse.Namespace, fund: Fund, month: date, by: int) -> list[str]:
    from mizan.flows.pay_month import prepare_run

    try:
        pay_on = date.fromisoformat(arguments.pay_on)
    except ValueError:
        raise ValueError(f"{arguments.pay_on}: not a day; write it as 2026-11-20.") from None
    return _shown(prepare_run(fund=fund, month=month, pay_on=pay_on, by=by, at=now()))


def _approve(arguments: argparse.Namespace, fund: Fund, month: date, by: int) -> list[str]:
    from mizan.flows.pay_month import approve_run

    return [_line(approve_run(_standing(fund, month).id, by=by, at=now()))]


def _cancel(arguments: argparse.Namespace, fund: Fund, month: date, by: int) -> list[str]:
    from mizan.flows.pay_month import cancel_run

    return [_line(cancel_run(_standing(fund, month).id, reason=arguments.reason, by=by, at=now()))]


def _answer(arguments: argparse.Namespace, fund: Fund, month: date, by: int) -> list[str]:
    from mizan.funds.benefits.actions.answer_finding import answer_finding
    from mizan.funds.benefits.queries.runs import finding_of

    kept = _standing(fund, month)
    if finding_of(kept.id, arguments.finding) is None:
        raise refused("finding_unknown", "finding")
    clears = arguments.cleared is not None
    answer_finding(arguments.finding, clears=clears, ground=arguments.cleared if clears else arguments.upheld, by=by, at=now())
    return [f"finding {arguments.finding}: {'cleared' if clears else 'upheld'}"]


def _file(arguments: argparse.Namespace, fund: Fund, month: date, by: int) -> list[str]:
    from mizan.flows.pay_files import write_payment_file

    kept = _standing(fund, month)
    sent = write_payment_file(
        kept.id, Path(arguments.out), profile=arguments.profile, payer=arguments.payer, account=arguments.account, by=by, at=now()
    )
    return [f"{arguments.out}: {sent.message_id}, {sent.lines} payments, {_money(sent.total)}, sha256 {sent.sha256}"]


def _returns(arguments: argparse.Namespace, fund: Fund, month: date, by: int) -> list[str]:
    from mizan.flows.pay_returns import take_return
    from mizan.formats.anomalies import Outcome

    taken = take_return(Path(arguments.returned).read_bytes(), by=by, at=now())
    if taken.outcome is Outcome.REFUSED:
        first = taken.anomalies[0]
        raise refused("return_file_unreadable", "returned", said=first.sentence("fr"), count=len(taken.anomalies))
    again = " (taken before)" if taken.repeated else ""
    return [f"{taken.returned} payments came back, {_money(taken.amount)}{again}"]


def _reissue(arguments: argparse.Namespace, fund: Fund, month: date, by: int) -> list[str]:
    from mizan.flows.pay_returns import reissue_payment
    from mizan.funds.benefits.queries.instalments import return_of

    if return_of(_standing(fund, month).id, arguments.returned_id) is None:
        raise refused("return_unknown", "return", ref=str(arguments.returned_id))
    reissue_payment(arguments.returned_id, ground=arguments.ground, by=by, at=now())
    return [f"return {arguments.returned_id}: paid again by the next run"]


def _month(text: str) -> date:
    try:
        found = parse_period(text)
    except Refused:
        raise ValueError(f"{text}: not a month; write it as 2026-11.") from None
    if found != month_of(found.start):
        raise ValueError(f"{text}: not a month; write it as 2026-11.")
    return found.start


def _standing(fund: Fund, month: date) -> RunKnown:
    """The month's run that stands. Refused: ``run_unknown``."""
    from mizan.funds.benefits.queries.runs import run_of_month

    kept = run_of_month(fund, month)
    if kept is None:
        raise refused("run_unknown", "run")
    return kept


def _line(kept: RunKnown) -> str:
    from mizan.funds.benefits.queries.runs import sums_of, total_of

    total = total_of(sums_of(kept.id))
    return (
        f"{kept.fund.value} {kept.month:%Y-%m} attempt {kept.attempt} (run {kept.id}): {kept.state.value},"
        f" {total.payments} payments, {_money(total.paid)}; {_money(total.waiting)} waits"
    )


def _shown(kept: RunKnown) -> list[str]:
    """A run in lines; nobody is named."""
    from mizan.funds.benefits.queries.instalments import returns_of, waiting_of
    from mizan.funds.benefits.queries.runs import changes_of, findings_of, sums_of
    from mizan.funds.benefits.types.runs import RunState

    lines = [_line(kept)]
    lines += [f"  {one.branch}: {one.lines} instalments, net {_money(one.net)}, paid {_money(one.paid)}" for one in sums_of(kept.id)]
    lines += [f"  change {one.reason}: {one.awards} awards, {_money(one.amount)}" for one in changes_of(kept.id)]
    if kept.state in (RunState.PREPARED, RunState.AGREED):
        lines += _first(_changed(kept))
    lines += _first(
        f"finding {one.id}: {one.control}, award {one.award_id}, {one.answer or ('stops' if one.stops else 'not answered')}"
        for one in findings_of(kept.id)
    )
    lines += _first(f"waits: award {one.award_id}, {_money(one.net)} ({one.waits})" for one in waiting_of(kept.id))
    lines += _first(
        f"return {one.id}: award {one.award_id}, {_money(one.amount)}, {one.code}{', to pay again' if one.reissue else ''}"
        for one in returns_of(kept.id)
    )
    if kept.file is not None:
        lines.append(f"  file {kept.file.message_id} ({kept.file.profile}): {kept.file.lines} payments, sha256 {kept.file.sha256}")
    return lines


def _changed(kept: RunKnown) -> Iterable[str]:
    """Where a run is no longer what is due."""
    from mizan.flows.pay_month import changed_since

    for one in changed_since(kept.id):
        yield f"no longer due: award {one.award_id} ({one.what}), {_money(one.in_run)} -> {_money(one.now_due)}"


def _first(found: Iterable[str]) -> list[str]:
    """The first lines of a list, and a line that says there is more."""
    lines = [f"  {one}" for one in found]
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"  and more ({len(lines) - SHOWN} at least)"]


def _money(amount: int) -> str:
    return format_decimal(amount)
