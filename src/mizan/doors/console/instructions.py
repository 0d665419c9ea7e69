"""Commands on the register of instructions. Each returns an exit code and prints for a person at a terminal."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from mizan.doors.clock import now
from mizan.formats.anomalies import Anomaly
from mizan.formats.communique.source import LARGEST

SOUND, DIFFERS, USAGE = 0, 1, 2


def take(arguments: argparse.Namespace) -> int:
    """Keep a communiqué whole with its drafts; prints its number and each draft. 1 when it is refused, 2 without a file."""
    from mizan.funds.access.queries import system_account
    from mizan.funds.steering.actions import take_communique
    from mizan.funds.steering.queries import drafts_of

    path = Path(arguments.file)
    if not path.is_file():
        _complain(f"{path} is not a file")
        return USAGE
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    made = take_communique(content, name=path.name, by=system_account(), at=now())
    if isinstance(made, Anomaly):
        for lang in ("ar", "fr"):
            _complain(made.sentence(lang))
        return DIFFERS
    drafts = drafts_of(made)
    _say(f"communiqué {made}: {len(drafts)} drafts, {sum(not one.decided for one in drafts)} wait for a person")
    for one in drafts:
        _say(f"{one.rank}. [{one.axis.value}] {one.text}")
    return SOUND


def show(arguments: argparse.Namespace) -> int:
    """Print each instruction with its status as last kept."""
    from mizan.funds.steering.queries import standings
    from mizan.funds.steering.record import standing_json

    found = standings()
    if arguments.json:
        _say(json.dumps([standing_json(one) for one in found], ensure_ascii=False, indent=2))
        return SOUND
    for one in found:
        state = "-" if one.last is None else f"{one.last.status.value} ({one.last.why.value}) since {one.since}"
        terms = one.instruction
        _say(f"{terms.number}. {state} · {terms.owner} · {terms.deadline or '-'} · {terms.text('ar')}")
    return SOUND


def verify(arguments: argparse.Namespace) -> int:
    """Compute every kept day again from what was known at its end, and every baseline; prints those that differ (1)."""
    from mizan.funds.steering.verification import verify_days

    found = verify_days()
    _say(f"{found.days} days and {found.baselines} baselines verified")
    if found.other_rule:
        _say(f"{found.other_rule} days were kept by a former rule, and left alone")
    for one in found.differing:
        what = "baseline" if one.day is None else one.day.isoformat()
        _complain(f"DIFFERS: instruction {one.number}, {what}: kept {one.kept}, computed {one.computed}")
    return DIFFERS if found.differing else SOUND


def _say(line: str) -> None:
    print(line, flush=True)


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
