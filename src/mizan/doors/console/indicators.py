"""Commands on the indicators: take a month's snapshot, show it, its alerts, export every figure kept."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from mizan.doors.clock import now
from mizan.formats.indicators import catalogue
from mizan.funds.indicators.alerts import Alert
from mizan.funds.indicators.types import Figure
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, months_of, parse_period
from mizan.kernel.refusals import Refused

DONE, FAILED, USAGE = 0, 1, 2


def take(arguments: argparse.Namespace) -> int:
    """Compute every indicator of a month and keep what is new; 1 when one failed, 2 for a month that is none or has not begun."""
    from mizan.funds.access.queries import system_account
    from mizan.funds.indicators.actions.take_snapshot import take_snapshot

    month = _month(arguments.month)
    if month is None:
        return USAGE
    try:
        taken = take_snapshot(month, by=system_account(), at=now())
    except ValueError as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    print(
        f"{month.key} to {taken.cut_off}: {taken.new} new figures ({taken.restated} restate), {taken.same} as before, {taken.failed} failed"
    )
    return FAILED if taken.failed else DONE


def show(arguments: argparse.Namespace) -> int:
    """Print a month's figures for a fund or the funds together, one a line, or as JSON; 2 for a month that is none."""
    from mizan.funds.indicators.queries import table

    month = _month(arguments.month)
    if month is None:
        return USAGE
    found = table(fund=Fund(arguments.fund) if arguments.fund else None, month=month)
    if arguments.json:
        print(json.dumps([record(one) for one in found], ensure_ascii=False, indent=1))
        return DONE
    for one in found:
        restated = f"  was {one.restates} ({one.reason})" if one.reason else ""
        print(f"{one.indicator:<28} {one.state.value:<12} {'' if one.value is None else one.value:>20} {one.unit:<10}{restated}")
    return DONE


def export(arguments: argparse.Namespace) -> int:
    """Write every month's figures, of every fund and together, as CSV or Parquet; prints how many lines."""
    from mizan.doors.indicators_export import as_csv, as_parquet, every_figure

    found = every_figure()
    data = as_parquet(found) if arguments.format == "parquet" else as_csv(found)
    Path(arguments.out).write_bytes(data)
    print(f"{arguments.out}: {len(found)} figures")
    return DONE


def alerts(arguments: argparse.Namespace) -> int:
    """Print the alerts that last (or `--ended`), one a line, or as JSON; 1 where one lasts, for whoever runs this as a check."""
    from mizan.funds.indicators.alert_queries import alerts_of

    funds = [Fund(arguments.fund)] if arguments.fund else None
    found = alerts_of(funds=funds, owner=arguments.owner or "", ended=arguments.ended)
    if arguments.json:
        print(json.dumps([alert_record(one) for one in found], ensure_ascii=False, indent=1))
    for one in () if arguments.json else found:
        rule = f"{one.rule.way.value} {one.rule.at}{f' ppm in a {one.rule.than.value}' if one.rule.than.value else ''}"
        ended = f"  ended {one.ended_at:%Y-%m-%d} at {one.ended_value}" if one.ended_at else ""
        whose = one.fund.value if one.fund else "together"
        head = f"{one.id:>5} {one.indicator:<28} {whose:<8} {one.month.key} {one.value:>20}"
        print(f"{head}  {rule}  {one.owner}  seen by {len(one.seen)}{ended}")
    return FAILED if found and not arguments.ended else DONE


def alert_record(one: Alert) -> dict[str, object]:
    """An alert as a record for another program."""
    return {
        "id": one.id, "indicator": one.indicator, "fund": one.fund.value if one.fund else None, "owner": one.owner, "rule": one.rule.record,
        "month": one.month.key, "value": one.value, "against": one.against, "data_hash": one.data_hash,
        "raised_at": one.raised_at.isoformat(), "ended_month": one.ended_month.key if one.ended_month else None,
        "ended_value": one.ended_value, "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        "seen": [{"account": account, "at": at.isoformat()} for account, at in one.seen],
    }  # fmt: skip


def record(one: Figure) -> dict[str, object]:
    """A figure as a record for another program: whole numbers in its unit, states by their names."""
    return {
        "indicator": one.indicator, "name": dict(catalogue()[one.indicator].name), "fund": one.fund.value if one.fund else None,
        "month": one.month.key, "unit": one.unit, "state": one.state.value, "value": one.value, "numerator": one.numerator,
        "denominator": one.denominator, "cut_off": one.cut_off.isoformat(), "known_at": one.known_at.isoformat() if one.data_hash else None,
        "data_hash": one.data_hash or None, "restates": one.restates, "reason": one.reason or None,
    }  # fmt: skip


def _month(text: str) -> Period | None:
    try:
        found = parse_period(text)
    except Refused:
        found = None
    if found is None or len(months_of(found)) != 1:
        print(f"{text} is not a month (2026-10)", file=sys.stderr)
        return None
    return found
