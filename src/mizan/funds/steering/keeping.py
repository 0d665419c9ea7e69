"""What the status of a day is computed from, gathered once for all instructions; the same for the night and for who verifies."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from mizan.formats.indicators import catalogue
from mizan.funds.contributions.days import accounting_day
from mizan.funds.indicators.queries import covers
from mizan.funds.indicators.types import Figure
from mizan.funds.steering.figures import Source, Wanted, WholeMonth, nothing_lately, whole_months
from mizan.funds.steering.judging import judge
from mizan.funds.steering.queries.documents import approved_values, target_of, values_in_force
from mizan.funds.steering.queries.instructions import all_versions, measures_of
from mizan.funds.steering.switches import HELD_MONTHS
from mizan.funds.steering.types.documents import AdoptedValue
from mizan.funds.steering.types.instructions import AimKept, InstructionKept, MeasureKept
from mizan.funds.steering.types.statuses import Grounds, Judged, MeasureState, MonthEnd, Way
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of

ALGIERS = ZoneInfo("Africa/Algiers")


@dataclass(frozen=True, slots=True)
class DayJudged:
    """The status of a day with what it was computed from, ready to be kept."""

    terms: InstructionKept
    day: date
    judged: Judged
    used: dict[str, object]
    known_at: datetime


def end_of(day: date) -> datetime:
    """The first instant after a day in Algiers: what is known by then counts for the day, whenever it is computed."""
    return datetime.combine(day + timedelta(days=1), time(), ALGIERS)


class Register:
    """Everything the statuses depend on, as known at an instant; read in a handful of questions."""

    def __init__(self, until: datetime, source: Source) -> None:
        self.versions: dict[int, list[InstructionKept]] = defaultdict(list)
        for one in all_versions(until=until):
            self.versions[one.number].append(one)
        wanted: set[Wanted] = {(aim.indicator, one.fund) for versions in self.versions.values() for one in versions for aim in one.aims}
        self._figures: dict[Wanted, list[Figure]] = defaultdict(list)
        for figure in source(wanted, until) if wanted else ():
            self._figures[figure.indicator, figure.fund].append(figure)
        self._moments = {key: sorted({one.known_at for one in found}) for key, found in self._figures.items()}
        self._months: dict[tuple[Wanted, int], tuple[WholeMonth, ...]] = {}
        self._none: dict[tuple[Wanted, int], bool] = {}
        self._measures: Mapping[int, Sequence[MeasureKept]] = measures_of(list(self.versions))
        self._values = approved_values()

    def snapshots(self, indicator: str, fund: Fund | None) -> Sequence[Figure]:
        """Every snapshot of a figure."""
        return self._figures.get((indicator, fund), ())

    def terms_on(self, number: int, known_at: datetime) -> InstructionKept | None:
        """The version of an instruction known at an instant."""
        return next((one for one in reversed(self.versions[number]) if one.at < known_at), None)

    def judged(self, number: int, day: date, *, feeds: Mapping[str, bool] | None = None) -> DayJudged | None:
        """The status of an instruction at the end of a day; None before it was confirmed.

        `feeds`: which indicators had a feed then, as the day kept it; without it, which have one now. A feed is what the software of the
        day reaches, which no table tells later; an indicator of which a whole month was known had one, whatever is said.
        """
        known_at = end_of(day)
        terms = self.terms_on(number, known_at)
        if terms is None:
            return None
        grounds, used = self._grounds(terms, known_at, feeds)
        return DayJudged(terms, day, judge(grounds, day), used, known_at)

    def _months_of(self, key: Wanted, known_at: datetime) -> tuple[WholeMonth, ...]:
        known = self._known(key, known_at)
        if (key, known) not in self._months:
            self._months[key, known] = whole_months(self._figures.get(key, ()), known_at)
        return self._months[key, known]

    def _nothing(self, key: Wanted, known_at: datetime) -> bool:
        known = self._known(key, known_at)
        if (key, known) not in self._none:
            self._none[key, known] = nothing_lately(self._figures.get(key, ()), known_at)
        return self._none[key, known]

    def _known(self, key: Wanted, known_at: datetime) -> int:
        """How many moments of a figure are known by then: as many, and the same is known."""
        return bisect_left(self._moments.get(key, ()), known_at)

    def _grounds(self, terms: InstructionKept, known_at: datetime, feeds: Mapping[str, bool] | None) -> tuple[Grounds, dict[str, object]]:
        force = values_in_force(self._values, known_at)
        ways, said = [], []
        for aim in terms.aims:
            target = target_of(force, aim.indicator, terms.fund, terms.deadline)
            months = self._months_of((aim.indicator, terms.fund), known_at)
            fed = bool(months) or (covers(aim.indicator, terms.fund) if feeds is None else feeds.get(aim.indicator, False))
            way = way_of(aim, terms, None if target is None else target.stated.value, months, fed=fed)
            told = _said(aim, baseline_of(aim, terms, months), target, months, fed=fed)
            if self._nothing((aim.indicator, terms.fund), known_at):
                way, told["nothing_counted"] = replace(way, counted=False), True
            ways.append(way)
            said.append(told)
        measures = [one for one in self._measures.get(terms.number, ()) if one.at < known_at]
        states = tuple(_measure(one, known_at) for one in measures)
        grounds = Grounds(terms.deadline, tuple(ways), states)
        used: dict[str, object] = {
            "indicators": said,
            "measures": [
                {
                    "measure": one.id,
                    "due_on": state.due_on.isoformat(),
                    "evidenced_on": state.evidenced_on and state.evidenced_on.isoformat(),
                }
                for one, state in zip(measures, states, strict=True)
            ],
            "grounds": _hash(grounds),
        }
        return grounds, used


def baseline_of(aim: AimKept, terms: InstructionKept, months: Sequence[WholeMonth]) -> WholeMonth | None:
    """The month an indicator starts from: the one kept when the instruction was confirmed.

    Where no whole month was measured then, the first that is measured since, not older than the month before the confirmation.
    """
    if aim.baseline is not None and aim.baseline_month is not None:
        return WholeMonth(aim.baseline_month, month_of(aim.baseline_month).end, aim.baseline, aim.baseline_hash)
    since = month_of(accounting_day(terms.at)).start
    return next((one for one in months if one.end >= since), None)


def way_of(aim: AimKept, terms: InstructionKept, target: int | None, months: Sequence[WholeMonth], *, fed: bool) -> Way:
    """An indicator as the status sees it: its baseline, its target, and the month-ends since."""
    start = baseline_of(aim, terms, months)
    ends = tuple(MonthEnd(one.end, one.value) for one in months if start is not None and one.starts > start.starts)
    return Way(
        aim.indicator, catalogue()[aim.indicator].direction, fed, None if start is None else MonthEnd(start.end, start.value), target, ends
    )


def _said(
    aim: AimKept, start: WholeMonth | None, target: AdoptedValue | None, months: Sequence[WholeMonth], *, fed: bool
) -> dict[str, object]:
    """An indicator's inputs as they are kept with the day: the last month-ends with their hashes, the baseline, the target and its line."""
    return {
        "id": aim.indicator,
        "feed": fed,
        "baseline": None if start is None else {"month": f"{start.starts:%Y-%m}", "value": start.value, "hash": start.data_hash},
        "target": None if target is None else target.stated.value,
        "document": None if target is None else target.sha256,
        "line": None if target is None else target.stated.line,
        "months": [
            {"month": f"{one.starts:%Y-%m}", "value": one.value, "hash": one.data_hash}
            for one in months[-HELD_MONTHS:]
            if start is not None and one.starts > start.starts
        ],
    }


def _measure(one: MeasureKept, known_at: datetime) -> MeasureState:
    shown = [proof.at for proof in one.evidence if proof.at < known_at]
    return MeasureState(accounting_day(one.at), one.due_on, accounting_day(min(shown)) if shown else None)


def _hash(grounds: Grounds) -> str:
    """The hash of all the status depends on, not only of what is shown with it."""
    ways = [
        [way.indicator, way.live, _end(way.baseline), way.target, [_end(one) for one in way.month_ends], *([] if way.counted else [False])]
        for way in grounds.ways
    ]  # fmt: skip
    measures = [[str(one.written_on), str(one.due_on), str(one.evidenced_on)] for one in grounds.measures]
    return sha256(json.dumps([str(grounds.deadline), ways, measures], sort_keys=True).encode()).hexdigest()


def _end(one: MonthEnd | None) -> list[object] | None:
    return None if one is None else [str(one.end), one.value]
