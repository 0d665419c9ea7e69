"""Commands on decisions and awards. Each returns an exit code and prints for a person at a terminal."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from mizan.doors.clock import now, today
from mizan.funds.benefits.types.increases import IncreaseState
from mizan.funds.benefits.types.recomputations import RecomputationKnown
from mizan.kernel.funds import Fund

SAME, DIFFERENT = 0, 1
USAGE = 2


def verify(arguments: argparse.Namespace) -> int:
    """Compute every award again from the facts its decisions kept; prints ``N awards, N differ``, then each that does. 1 when one does."""
    from mizan.funds.benefits.verification import verify_awards

    found = verify_awards()
    print(f"{found.awards} awards, {len(found.differing)} differ")
    for one in found.differing:
        print(f"award {one.award_id}: {one.what}", file=sys.stderr)
    return DIFFERENT if found.differing else SAME


def recompute(arguments: argparse.Namespace) -> int:
    """Compute awards again from careers and facts as known now (go on with what was begun); 1 when one differs.

    Prints each fund's counts; which awards, and why, is on the page of the balance, for who keeps the fund's books.
    """
    from mizan.flows.recompute_awards import PAYING, Progress, recompute_awards
    from mizan.funds.benefits.queries import system_signer
    from mizan.funds.benefits.types.recomputations import Scope
    from mizan.kernel.funds import Fund

    funds = [Fund(arguments.fund)] if arguments.fund else list(PAYING)
    scope = Scope.FULL if arguments.parts == 1 else Scope.SHARE

    def said(done: Progress) -> None:
        print(f"{done.fund.value}: {done.awards} awards", file=sys.stderr, flush=True)

    differing = 0
    for fund in funds:
        found = recompute_awards(fund, scope=scope, parts=arguments.parts, by=system_signer(), at=now(), clock=now, said=said)
        differing += found.differing
        print(recomputed_words(found))
    return DIFFERENT if differing else SAME


def recomputed_words(found: RecomputationKnown) -> str:
    """A recomputation in a line."""
    share = "" if found.parts == 1 else f", share {found.part + 1} of {found.parts}"
    again = ", those that differed" if found.scope == "again" else ""
    counts = f"{found.agreeing} agree, {found.differing} differ, {found.uncomputed} could not be computed"
    return f"{found.fund.value}{share}{again}: {counts} (as known at {found.cut_off.isoformat(timespec='seconds')})"


def record(arguments: argparse.Namespace) -> int:
    """Print the record of a decision as it was kept, ready for ``mizan law replay``; 1 where there is no such decision."""
    from mizan.funds.benefits.queries import decision_numbered

    decision = decision_numbered(arguments.number)
    if decision is None:
        print(f"No decision {arguments.number}.", file=sys.stderr)
        return DIFFERENT
    print(json.dumps(decision.record, ensure_ascii=False, indent=1))
    return SAME


def reassess(arguments: argparse.Namespace) -> int:
    """Act on the news of persons and careers, then on what time alone changes; what the law could not decide alone is told. 1 if any."""
    from mizan.flows.failures import Failure
    from mizan.flows.reassess import relive, take_news
    from mizan.funds.benefits.queries import system_signer

    failed: list[Failure] = []
    system, at = system_signer(), now()
    made = take_news(by=system, at=at, tell=failed.append)
    made += relive(day=today(), by=system, at=at, tell=failed.append)
    print(f"{made} decisions made")
    for one in failed:
        print(f"{one.act} {one.subject}: {one.reason}", file=sys.stderr)
    return DIFFERENT if failed else SAME


def take_over(arguments: argparse.Namespace) -> int:
    """Propose a file of existing awards, approve it or give it up; prints what it comes to and each line that is left out.

    1 where it is refused or a line is left out, with the reason; 2 where the file, the month or the account can not be read.
    """
    from mizan.doors import refusals
    from mizan.flows.take_over_awards import approve_takeover_file, cancel_takeover_file, propose_takeover_file
    from mizan.funds.access.queries import account_on
    from mizan.kernel.money import format_decimal
    from mizan.kernel.refusals import Refused

    path, account, fund = Path(arguments.file), account_on(arguments.by), Fund(arguments.fund)
    if not path.is_file():
        print(f"{path} is not a file.", file=sys.stderr)
        return USAGE
    if account is None:
        print(f"No account {arguments.by}.", file=sys.stderr)
        return USAGE
    data = path.read_bytes()
    try:
        if arguments.first_month is None:
            done = (
                approve_takeover_file(data, fund=fund, by=account.id, at=now())
                if arguments.approve
                else cancel_takeover_file(data, fund=fund, reason=arguments.cancel, by=account.id, at=now())
            )
            money = f"gross {format_decimal(done.gross)}, net {format_decimal(done.net)} a month"
            print(f"file {done.id} of {done.fund}: {done.state}, {done.written} of {done.awards} awards written, {money}")
            return SAME
        try:
            month = date.fromisoformat(f"{arguments.first_month}-01")
        except ValueError:
            print(f"{arguments.first_month}: not a month; write it as 2026-01.", file=sys.stderr)
            return USAGE
        found = propose_takeover_file(data, fund=fund, first_month=month, by=account.id, at=now())
    except Refused as caught:
        print(refusals.sentence(caught.refusal, "ar" if account.language == "ar" else "fr"), file=sys.stderr)
        return DIFFERENT
    for told in found.anomalies:
        print(f"line {told.line}: {told.field}: {told.code}: {told.sentence('fr')} / {told.sentence('ar')}")
    money = f"gross {format_decimal(found.gross)}, net {format_decimal(found.net)} a month"
    name = "nothing proposed" if found.takeover_id is None else f"file {found.takeover_id} proposed"
    print(f"{name}: {found.awards} awards ({money}), {found.left_out} left out, {found.repeated} taken over before")
    return DIFFERENT if found.left_out or found.takeover_id is None else SAME


def revalue(arguments: argparse.Namespace) -> int:
    """Prepare the increase of all the awards of a fund on a day, approve it as another person, or cancel it; prints what it changes.

    1 where it is refused, with the reason; 2 where the day or the account can not be read. Cut short, the same command goes on.
    """
    from mizan.doors import refusals
    from mizan.funds.access.queries import account_on, may
    from mizan.funds.access.types import Role, Scope
    from mizan.kernel.refusals import Refused, refused

    try:
        on = date.fromisoformat(arguments.on)
    except ValueError:
        print(f"{arguments.on}: not a day; write it as 2026-01-01.", file=sys.stderr)
        return USAGE
    account = account_on(arguments.by)
    if account is None:
        print(f"No account {arguments.by}.", file=sys.stderr)
        return USAGE
    fund = Fund(arguments.fund)
    try:
        if not may(account.id, Role.FUND_ACCOUNTANT, on=today(), scope=(Scope.FUND, fund.value)):
            raise refused("account_pays_nobody", "by")
        for line in _revalued(arguments, fund, on, account.id):
            print(line)
    except Refused as caught:
        print(refusals.sentence(caught.refusal, "ar" if account.language == "ar" else "fr"), file=sys.stderr)
        return DIFFERENT
    return SAME


def _revalued(arguments: argparse.Namespace, fund: Fund, on: date, by: int) -> list[str]:
    """The act asked for, and what it came to."""
    from mizan.flows.revalue import approve_increase, cancel_increase, prepare_increase
    from mizan.funds.benefits.queries.increases import increase_of_day, increase_sums
    from mizan.kernel.money import format_decimal
    from mizan.kernel.refusals import refused

    if not arguments.approve and arguments.cancel is None:
        kept = prepare_increase(fund=fund, on=on, by=by, at=now())
    else:
        standing = increase_of_day(fund, on)
        if standing is None:
            raise refused("increase_unknown", "increase")
        if arguments.approve:
            kept = approve_increase(standing.id, by=by, at=now())
        else:
            kept = cancel_increase(standing.id, reason=arguments.cancel, by=by, at=now())
    lines = [f"increase {kept.id} of {kept.fund} on {kept.effective_on}: {kept.state} ({kept.source}, {kept.law_version})"]
    for one in increase_sums(kept.id):
        money = f"{format_decimal(one.gross_before)} -> {format_decimal(one.gross_after)}"
        net = f"net {format_decimal(one.net_before)} -> {format_decimal(one.net_after)}"
        lines.append(f"{one.kind}: {one.raised} of {one.terms} changed, gross a month {money}, {net}")
    if kept.state is IncreaseState.APPROVED:
        detail = kept.steps[-1].detail
        lines.append(f"decision {detail['number']}, arrears of {detail['arrears_of']} awards: {format_decimal(_whole(detail['arrears']))}")
    return lines


def _whole(value: object) -> int:
    return int(str(value))
