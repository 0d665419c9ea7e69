"""What a review says, gathered: every number and status, no word. Whole numbers in the units of the catalogue, amounts in centimes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mizan.formats.indicators import Direction, catalogue
from mizan.funds.contributions.days import accounting_day
from mizan.funds.controls.queries import worth
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.queries import figure, kept
from mizan.funds.indicators.spans import figure_over, table_over
from mizan.funds.indicators.types import Figure, State
from mizan.funds.steering.bridges.receipts import receipts_bridge
from mizan.funds.steering.bridges.spending import result_bridge, spending_bridge
from mizan.funds.steering.bridges.stretch import Stretch, before_of
from mizan.funds.steering.bridges.types import Bridge
from mizan.funds.steering.figures import live_source, whole_months
from mizan.funds.steering.queries.days import standings
from mizan.funds.steering.queries.documents import adopted, approved_values, target_of, values_in_force
from mizan.funds.steering.types.documents import AdoptedKind
from mizan.funds.steering.types.instructions import Standing
from mizan.funds.steering.types.statuses import Status
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, months_of

FORMAT = "mizan-review/1"
AGAINST = ("before", "year")
"""The period before, and the same period of the year before."""
CONTROLS_ASKED = 3
"""Those with the most at stake are put to the meeting."""
ADDED = frozenset({"centimes", "count"})
"""Units whose adopted values of months add up: amounts and numbers."""
FLOWS = ("receipts", "spending", "result")
Content = dict[str, Any]


def reviewed(fund: Fund | None, period: Period, *, at: datetime) -> Content:
    """Everything the review of a fund (None: the funds together) and a month or quarter says, as known at `at`; in the batch role."""
    cut_off = min(period.last_day, accounting_day(at))
    months = months_of(period)
    figures = _figures(fund, period, at)
    bridges = {}
    for name in AGAINST:
        stretch = Stretch(fund, before_of(period, years=name == "year"), period, at, accounting_day(at))
        receipts, spending = receipts_bridge(stretch), spending_bridge(stretch)
        found = (receipts, spending, result_bridge(receipts, spending))
        bridges[name] = {"from": stretch.before.key, "bridges": [_bridge(one) for one in found]}
    content: Content = {
        "format": FORMAT, "fund": fund.value if fund else "", "period": period.key, "cut_off": cut_off.isoformat(),
        "known_at": at.isoformat(), "figures": figures, "bridges": bridges, "controls": _controls(fund),
        "collection": _collection(fund, period, at), "instructions": _instructions(fund, at),
        "differs": _differs(fund, months, bridges, at),
    }  # fmt: skip
    return content | {"decisions": decisions(content)}


def _figures(fund: Fund | None, period: Period, at: datetime) -> list[Content]:
    """Every indicator over the period: what flows is added up, what stands is taken at its end; beside it the periods before."""
    known = [
        {one.indicator: one for one in table_over(fund=fund, period=each, known_at=at)}
        for each in (period, *(before_of(period, years=years) for years in (False, True)))
    ]
    told = []
    for name, now in known[0].items():
        told.append(_figure(now) | {"before": known[1][name].value, "year_ago": known[2][name].value} | _adopted(name, fund, period, at))
    return told


def _adopted(name: str, fund: Fund | None, period: Period, at: datetime) -> Content:
    """The budget and the promise of an indicator over a period: added up where it flows in amounts or counts, else those of its end."""
    months = months_of(period)
    said = [adopted(name, fund, month, known_at=at) for month in months]
    adds = name in DEFINITIONS and DEFINITIONS[name].flows and catalogue()[name].unit in ADDED
    found: Content = {}
    for kind in (AdoptedKind.BUDGET, AdoptedKind.PROMISE):
        held = [one[kind] for one in said if kind in one]
        if not held or kind not in said[-1] or (adds and len(held) < len(months)):
            continue
        value = sum(one.stated.value for one in held) if adds else held[-1].stated.value
        found[kind.value] = {"value": value, "document": f"{held[-1].series} ({held[-1].version})"}
    return found


def _figure(one: Figure) -> Content:
    return {
        "indicator": one.indicator, "unit": one.unit, "state": one.state.value, "value": one.value, "cut_off": one.cut_off.isoformat(),
        "hash": one.data_hash, "restates": one.restates, "reason": one.reason,
    }  # fmt: skip


def _bridge(bridge: Bridge) -> Content:
    return {
        "of": bridge.of.value, "before": bridge.before, "after": bridge.after,
        "causes": [[cause.value, amount] for cause, amount in bridge.by_cause.items()],
        "steps": [[one.cause.value, one.part, one.amount, one.before, one.after] for one in bridge.steps],
        "details": [
            [one.key, one.about, one.count_before, one.count_after, one.base_before, one.base_after, one.amount_before, one.amount_after]
            for one in bridge.details
        ],
    }  # fmt: skip


def _differs(fund: Fund | None, months: tuple[Period, ...], bridges: Content, at: datetime) -> list[str]:
    """The flows whose figures, as snapshots kept them, are not what the bridge ends with: they were taken before something moved."""
    found = []
    for bridge in bridges["before"]["bridges"]:
        values = [figure(bridge["of"], fund=fund, month=month, known_at=at).value for month in months]
        if None in values or sum(value for value in values if value is not None) != bridge["after"]:
            found.append(bridge["of"])
    return found


def _collection(fund: Fund | None, period: Period, at: datetime) -> Content:
    """What fell due in the twelve months that end with the period and what of it was received; arrears by age; declarations late in it."""
    month = months_of(period)[-1]
    recovery, arrears = (figure(name, fund=fund, month=month, known_at=at) for name in ("recovery_rate", "arrears"))
    late = figure_over("late_declarations", fund=fund, period=period, known_at=at)
    whole = kept("arrears", fund=fund, month=month, known_at=at)
    ages: dict[str, int] = {}
    for part in whole.parts if whole is not None else ():
        if not (part.internal and fund is None):
            ages[part.part] = ages.get(part.part, 0) + part.amount
    return {
        "due": recovery.denominator, "received": recovery.numerator, "arrears": arrears.value,
        "ages": sorted(ages.items(), key=lambda one: int(one[0].rpartition(":")[2])), "late_declarations": late.value,
    }  # fmt: skip


def _controls(fund: Fund | None) -> list[Content]:
    """What each control is worth, the funds added up where they are together: sums only, as directors and the minister may read them."""
    sums: dict[str, Content] = {}
    for one in worth():
        if fund is not None and one.fund is not fund:
            continue
        told = sums.setdefault(
            one.control, {"control": one.control, "waiting": 0, "stake": 0, "concluded": 0, "confirmed": 0, "recovered": 0}
        )
        for name, value in (
            ("waiting", one.waiting), ("stake", one.waiting_stake), ("concluded", one.concluded), ("confirmed", one.confirmed),
            ("recovered", one.recovered),
        ):  # fmt: skip
            told[name] += value
    return sorted(sums.values(), key=lambda told: (-told["stake"], told["control"]))


def _instructions(fund: Fund | None, at: datetime) -> list[Content]:
    """Those of the fund and of the funds together (every one where they are together): where each stands, what its indicators must be."""
    held = [one for one in standings() if fund is None or one.instruction.fund in (None, fund)]
    force = values_in_force(approved_values(), at)
    wanted = {(aim.indicator, one.instruction.fund) for one in held for aim in one.instruction.aims}
    snapshots: dict[tuple[str, Fund | None], list[Figure]] = {}
    for each in live_source(wanted, at) if wanted else ():
        snapshots.setdefault((each.indicator, each.fund), []).append(each)
    return [_instruction(one, force, snapshots, at) for one in held]


def _instruction(one: Standing, force: Any, snapshots: dict[tuple[str, Fund | None], list[Figure]], at: datetime) -> Content:
    terms, last = one.instruction, one.last
    aims = []
    for aim in terms.aims:
        months = whole_months(snapshots.get((aim.indicator, terms.fund), ()), at)
        target = target_of(force, aim.indicator, terms.fund, terms.deadline)
        now = months[-1].value if months else None
        aims.append({"indicator": aim.indicator, "baseline": aim.baseline, "now": now, "target": target.stated.value if target else None})
    return {
        "number": terms.number, "version": terms.version, "ar": terms.text_ar, "fr": terms.text_fr, "owner": terms.owner,
        "fund": terms.fund.value if terms.fund else "", "deadline": terms.deadline.isoformat() if terms.deadline else None,
        "status": last.status.value if last else None, "why": last.why.value if last else None, "about": list(last.about) if last else [],
        "since": one.since.isoformat() if one.since else None, "aims": aims,
    }  # fmt: skip


def decisions(content: Content) -> list[Content]:
    """What the meeting is asked to decide on, each with what made it so: computed, never written by hand."""
    found: list[Content] = []
    for one in content["figures"]:
        ref = {"indicator": one["indicator"]}
        if one["state"] == State.FAILED.value:
            found.append({"kind": "failed", **ref})
        elif one["restates"] is not None:
            found.append({"kind": "restated", **ref, "was": one["restates"], "value": one["value"]})
        for kind in (AdoptedKind.PROMISE.value, AdoptedKind.BUDGET.value):
            if kind in one and _short(one, one[kind]["value"]):
                found.append({"kind": f"short_of_{kind}", **ref, "value": one["value"], "said": one[kind]["value"]})
    found += [{"kind": "differs", "of": name} for name in content["differs"]]
    asked = (Status.LATE.value, Status.RELAPSED.value, Status.NOT_MEASURABLE.value)
    found += [
        {"kind": f"instruction_{one['status']}", "number": one["number"]}
        for status in asked
        for one in content["instructions"]
        if one["status"] == status
    ]
    found += [
        {"kind": "control", "control": one["control"], "stake": one["stake"], "waiting": one["waiting"]}
        for one in content["controls"][:CONTROLS_ASKED]
        if one["waiting"] and one["stake"]
    ]
    return found


def _short(one: Content, said: int) -> bool:
    """Whether a figure is on the wrong side of what was adopted; where no side is better by itself, never."""
    direction = catalogue()[one["indicator"]].direction
    if one["value"] is None or direction is Direction.WATCH:
        return False
    return bool(one["value"] < said if direction is Direction.UP else one["value"] > said)
