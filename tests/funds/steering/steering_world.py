"""Invented figures and texts for the register's tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime

from mizan.formats.indicators import Axis, catalogue
from mizan.funds.access.context import acting_as
from mizan.funds.indicators.types import Figure, State
from mizan.funds.steering.actions import take_communique
from mizan.funds.steering.figures import Wanted
from mizan.funds.steering.queries import drafts_of
from mizan.funds.steering.types.instructions import DraftKept, TermsGiven
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month

TEXT = """بيان صحفي
في 3 مارس 2026

عقد السيد الوزير اجتماعا مع المديرين العامين، وأسدى التعليمات التالية:
- رفع نسبة تحصيل الاشتراكات وتسوية المتأخرات قبل نهاية السنة الجارية؛
- تكثيف الخرجات الميدانية لحماية حقوق العمال؛
- تبادل المعطيات بين الصناديق بصفة دورية.
"""
CONFIRMED_AT = datetime(2026, 3, 4, 9, tzinfo=UTC)
DOCUMENT = """mizan-adopted;1
series;cnas-2026
version;1
title_ar;أهداف 2026
title_fr;Objectifs 2026
body_ar;مجلس إدارة الصندوق
body_fr;Conseil d'administration
adopted_on;2026-03-05
indicator;fund;period;kind;value
recovery_rate;CNAS;2026;target;90%
recovery_rate;CNAS;2026-06;budget;85,5
receipts;CNAS;2026;promise;1 000 000,00
"""


def figure(
    indicator: str, of: tuple[int, int], value: int | None, *, known: datetime, fund: Fund | None = Fund.CNAS,
    state: State = State.MEASURED, cut_off: date | None = None,
) -> Figure:  # fmt: skip
    """A snapshot as the indicators would keep it."""
    span = month(*of)
    unit = catalogue()[indicator].unit
    digest = f"{abs(hash((indicator, of, value))):064x}"[:64]
    return Figure(indicator, fund, span, unit, state, value, value, None, cut_off or span.last_day, known, digest)


def monthly(indicator: str, values: Sequence[int], *, first: int = 2, fund: Fund | None = Fund.CNAS) -> list[Figure]:
    """A measured figure for each month of 2026 from `first`, known on the second day after it, at six."""
    return [
        figure(indicator, (2026, first + rank), value, fund=fund, known=datetime(2026, first + rank + 1, 2, 6, tzinfo=UTC))
        for rank, value in enumerate(values)
    ]


class Kept:
    """A source of snapshots held in memory."""

    def __init__(self, *figures: Figure) -> None:
        self.figures = list(figures)

    def __call__(self, wanted: Collection[Wanted], known_at: datetime) -> Iterable[Figure]:
        return [one for one in self.figures if (one.indicator, one.fund) in wanted and one.known_at < known_at]


def drafts(by: int, at: datetime = CONFIRMED_AT) -> tuple[DraftKept, ...]:
    """The three drafts of the text, taken."""
    with acting_as(by):
        taken = take_communique(TEXT.encode(), name="bayan.txt", by=by, at=at)
        assert isinstance(taken, int)
        return drafts_of(taken)


def terms(*indicators: str, fund: Fund | None = Fund.CNAS, owner: str = "CNAS", deadline: date | None = date(2026, 12, 31)) -> TermsGiven:
    """Terms a person could confirm."""
    return TermsGiven(Axis.BALANCE, fund, owner, deadline, indicators)
