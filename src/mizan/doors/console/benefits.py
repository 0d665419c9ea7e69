"""Commands on decisions and awards. Each returns an exit code and prints for a person at a terminal."""

from __future__ import annotations

import argparse
import json
import sys

from mizan.doors.clock import now, today

SAME, DIFFERENT = 0, 1


def verify(arguments: argparse.Namespace) -> int:
    """Compute every award again from the facts its decisions kept; prints ``N awards, N differ``, then each that does. 1 when one does."""
    from mizan.funds.benefits.verification import verify_awards

    found = verify_awards()
    print(f"{found.awards} awards, {len(found.differing)} differ")
    for one in found.differing:
        print(f"award {one.award_id}: {one.what}", file=sys.stderr)
    return DIFFERENT if found.differing else SAME


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
