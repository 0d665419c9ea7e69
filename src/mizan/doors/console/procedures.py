"""Commands on procedures: the real path, the files that wait, and equity. Each prints for a person, or JSON for a program."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime

from mizan.doors.clock import now, today
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of, previous

MONTHS_BACK = 24


def paths(arguments: argparse.Namespace) -> int:
    """Print what was done on the files of the last two years, from what to what, how often and after how long; then the replays."""
    from mizan.funds.procedures.paths import attributed, paths_of
    from mizan.funds.procedures.queries import log_known
    from mizan.funds.procedures.replay import replays_of

    log = log_known(since=_since(), until=now(), fund=_fund(arguments))
    found, replays = paths_of(log.cases), replays_of(log.cases)
    if arguments.json:
        waits = {who.value: seconds for who, seconds in attributed(log.cases).items()}
        _json({"since": log.since, "until": log.until, "of": log.of, "paths": found, "waits_seconds": waits, "replays": replays})
        return 0
    print(f"{found.cases} files received since {log.since.isoformat()}, of {log.of}")
    for edge in found.edges:
        back = ", back" if edge.back else ""
        print(f"{edge.before.value} > {edge.after.value}: {edge.times} times, median {edge.wait.median} s, p90 {edge.wait.p90} s{back}")
    for one in found.variants:
        print(f"{one.cases} files: {' > '.join(step.value for step in one.path)}")
    for again in found.rework:
        print(f"{again.activity.value} done again: {again.cases} files, {again.again} times")
    for replay in replays:
        about = f" ({replay.about})" if replay.about else ""
        saved = "touches none" if replay.saved is None else f"{replay.saved.many} of {replay.of} files, {replay.saved.total} s saved"
        print(f"if {replay.change}{about}: {saved}")
    return 0


def service(arguments: argparse.Namespace) -> int:
    """Print the files that wait by age against the promised day, by procedure and by whom they wait for."""
    from mizan.funds.procedures.queries import log_waiting
    from mizan.funds.procedures.service import ages_of

    log = log_waiting(until=now(), fund=_fund(arguments))
    told = {by: ages_of(log.cases, by, today()) for by in ("procedure", "agency", "step", "waits_for")}
    if arguments.json:
        _json({"until": log.until, "waiting": len(log.cases), **told})
        return 0
    print(f"{len(log.cases)} files wait")
    for by, ages in told.items():
        for age in ages:
            name = " ".join(part for part in (age.fund.value if age.fund else "", age.key or "-") if part)
            counts = ", ".join(f"{bucket.value} {many}" for bucket, many in age.buckets.items())
            print(f"{by} {name}: {age.total} ({counts}), oldest {age.oldest} days")
    return 0


def equity(arguments: argparse.Namespace) -> int:
    """Print delay, outcome and error by scheme, sex and wilaya over the twelve months that end with this one; small groups are hidden."""
    from mizan.funds.procedures.queries import equity as of_month

    found = of_month(month_of(today()), _fund(arguments), inside=True)
    if arguments.json:
        _json(found)
        return 0
    print(f"first decisions from {found.since.isoformat()} until {found.until.isoformat()}")
    for group in found.groups:
        name = f"{group.dimension} {group.value}".strip()
        if group.hidden:
            print(f"{name}: hidden, fewer than ten people or hidden with them")
            continue
        delay, granted, errors = group.delay_between, group.granted_between, group.errors_between
        print(
            f"{name}: {group.persons} people, {group.decided} decided; median {group.delay} days {_bounds(delay)}; "
            f"granted {group.granted} ppm {_bounds(granted)}; errors {group.errors} ppm {_bounds(errors)} of {group.compared}"
        )
    return 0


def _bounds(between: tuple[int, int] | None) -> str:
    return "[no interval]" if between is None else f"[{between[0]}, {between[1]}]"


def _fund(arguments: argparse.Namespace) -> Fund | None:
    return Fund(arguments.fund) if arguments.fund else None


def _since() -> date:
    month = month_of(today())
    for _ in range(MONTHS_BACK):
        month = previous(month)
    return month.start


def _json(value: object) -> None:
    print(json.dumps(_plain(value), ensure_ascii=False, indent=1))


def _plain(value: object) -> object:
    """A value as JSON holds it: named tuples and dataclasses as objects, days and instants as ISO text."""
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
