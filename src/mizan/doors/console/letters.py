"""Commands that print the letters of a day into one archive, in the name of an account. They return an exit code and print for a person."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mizan.doors.clock import now, today
from mizan.doors.shown import as_lang
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused, refused

if TYPE_CHECKING:
    from mizan.flows.print_letters import Printed

DONE, REFUSED, USAGE = 0, 1, 2
MOST = 10_000_000
ROUTE = "console:letters"


def proofs(arguments: argparse.Namespace) -> int:
    """Print the letters of everybody a fund asked on a day for a proof of life, as one of its officers."""
    from mizan.flows.print_letters import print_proof_letters

    def made(day: date, by: int) -> Printed:
        which = {"fund": arguments.fund, "agency": arguments.agency}
        return print_proof_letters(day, as_lang(arguments.lang), **which, route=ROUTE, most=MOST, by=by, at=now())

    return _printed(arguments, "officer", made)


def notices(arguments: argparse.Namespace) -> int:
    """Print the notices of holds and debts a fund made on a day, as who keeps its books."""
    from mizan.flows.print_letters import print_notices

    def made(day: date, by: int) -> Printed:
        return print_notices(day, as_lang(arguments.lang), funds=[Fund(arguments.fund)], most=MOST, by=by, at=now())

    return _printed(arguments, "fund_accountant", made)


def _printed(arguments: argparse.Namespace, role: str, make: Callable[[date, int], Printed]) -> int:
    """1 where it is refused, with the reason in the account's language; 2 where a word of the command can not be read."""
    from mizan.doors import refusals
    from mizan.funds.access.queries import account_on, may
    from mizan.funds.access.types import Role, Scope

    account = account_on(arguments.by)
    if account is None:
        print(f"No account {arguments.by}.", file=sys.stderr)
        return USAGE
    try:
        day = date.fromisoformat(arguments.day)
    except ValueError:
        print(f"{arguments.day}: not a day; write it as 2026-11-02.", file=sys.stderr)
        return USAGE
    try:
        if not may(account.id, Role(role), on=today(), scope=(Scope.FUND, arguments.fund)):
            raise refused("not_allowed", "by")
        found = make(day, account.id)
        Path(arguments.out).write_bytes(found.data)
    except Refused as caught:
        print(refusals.sentence(caught.refusal, as_lang(account.language)), file=sys.stderr)
        return REFUSED
    except OSError as caught:
        print(caught, file=sys.stderr)
        return USAGE
    print(f"{arguments.out}: {found.letters} letters, sha256 {found.sha256}")
    return DONE
