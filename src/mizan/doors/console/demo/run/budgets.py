"""Budgets and promises in the demo: each fund's own documents, adopted by two people. Amounts are the demo's; titles say so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mizan.doors.console.demo.streams import Stream
from mizan.funds.access.context import acting_as
from mizan.funds.access.queries import account_on
from mizan.funds.indicators.queries import figure
from mizan.funds.steering import actions
from mizan.kernel.funds import Fund
from mizan.kernel.money import format_decimal
from mizan.kernel.periods import month_of
from mizan.kernel.rounding import PPM, Rounding, divide

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.play import Play

PROPOSED_ON, APPROVED_ON = date(2025, 12, 14), date(2025, 12, 17)
"""As the year ends, for the next."""
BASE = month_of(date(2025, 11, 1))
"""The last month measured then: the budget starts from it."""
YEAR = 2026
MINISTER = "ministre"
DIRECTORS = {Fund.CNAS: "directeur", Fund.CNR: "directeur-cnr", Fund.CASNOS: "directeur-casnos"}
Whose = Fund | None
"""A fund, or (None) the funds together."""
NAMES: dict[Whose, tuple[str, str]] = {
    None: ("اجتماع الصناديق", "Réunion des caisses"),
    Fund.CNAS: ("الصندوق الوطني للتأمينات الاجتماعية", "CNAS"),
    Fund.CNR: ("الصندوق الوطني للتقاعد", "CNR"),
    Fund.CASNOS: ("صندوق غير الأجراء", "CASNOS"),
}
HEAD = """mizan-adopted;1
series;{series}
version;1
title_ar;{title_ar} (مبالغ مصطنعة للعرض)
title_fr;{title_fr} (montants inventés pour la démonstration)
body_ar;مجلس إدارة {name_ar}
body_fr;Conseil d'administration, {name_fr}
adopted_on;{day}
indicator;fund;period;kind;value
"""
ROUND = 100_000
"""Budgets are whole thousands of dinars."""


class Grown(NamedTuple):
    """How far a budget stands from the figure it starts from: at once, then more each month, in parts per million."""

    at_once: int
    a_month: int


BUDGETED = {"spending": Grown(30_000, 4_000), "receipts": Grown(20_000, 5_000)}
PROMISED = (
    ("recovery_rate", (Fund.CNAS, Fund.CASNOS), "92"),
    ("data_errors_share", (Fund.CNAS,), "1,5"),
    ("files_past_promise", (Fund.CNAS, Fund.CNR, Fund.CASNOS), "0"),
    ("processing_delay", (Fund.CNR, Fund.CASNOS), "15"),
    ("administration_cost", (Fund.CNAS, Fund.CNR, Fund.CASNOS), "5"),
)
"""What each fund's measures promise for every month of the year, as the file writes it."""


class Budgets:
    """Each fund's director proposes its budget and its promises; the minister finds them to be what its board adopted."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self._proposed: list[int] = []

    def plan(self) -> None:
        """Two days in December."""
        for day, act in ((PROPOSED_ON, self._propose), (APPROVED_ON, self._approve)):
            at = datetime.combine(day, time(9, 30), UTC)
            self.play.govern(at, partial(act, at))

    def _propose(self, at: datetime) -> None:
        self.play.roles.become("batch")
        directors = {fund: found.id for fund, name in DIRECTORS.items() if (found := account_on(name)) is not None}
        # The figures of the funds together are read by nobody of one fund.
        documents = [(by, (self._budget(fund, at), _promises(fund))) for fund, by in directors.items()]
        documents += [(by, (self._budget(None, at), "")) for by in list(directors.values())[:1]]
        self.play.roles.become("web")
        for by, contents in documents:
            with acting_as(by):
                self._proposed += [actions.propose_document(one.encode(), by=by, at=at) for one in contents if one]

    def _approve(self, at: datetime) -> None:
        self.play.roles.become("batch")
        minister = account_on(MINISTER)
        self.play.roles.become("web")
        if minister is None:
            return
        with acting_as(minister.id):
            for rank, document in enumerate(self._proposed):
                actions.approve_document(document, by=minister.id, at=at + timedelta(minutes=rank))
        self.play.count("budgets and promises adopted", len(self._proposed))

    def _budget(self, fund: Whose, at: datetime) -> str:
        """A budget month by month of what was measured; nothing where nothing was."""
        lines = []
        for indicator, grown in BUDGETED.items():
            base = figure(indicator, fund=fund, month=BASE, known_at=at).value
            if base is None or base <= 0:
                continue
            for month in range(1, 13):
                stream = Stream(self.play.world.seed, f"budget:{fund or ''}:{indicator}:{month}")
                ppm = PPM + grown.at_once + grown.a_month * month + stream.between(-10_000, 10_000)
                amount = divide(base * ppm, PPM * ROUND, Rounding.HALF_UP) * ROUND
                lines.append(f"{indicator};{fund or ''};{YEAR}-{month:02d};budget;{format_decimal(amount)}\n")
        return _document(fund, "budget", ("ميزانية", "Budget"), lines)


def _promises(fund: Fund) -> str:
    lines = [f"{indicator};{fund};{YEAR};promise;{value}\n" for indicator, funds, value in PROMISED if fund in funds]
    return _document(fund, "promesses", ("التزامات تدابير", "Engagements des mesures"), lines)


def _document(fund: Whose, series: str, titles: tuple[str, str], lines: list[str]) -> str:
    """The file of an adopted document; "" without a line."""
    if not lines:
        return ""
    (title_ar, title_fr), (name_ar, name_fr) = titles, NAMES[fund]
    head = HEAD.format(
        series=f"{series}-{fund.lower() if fund else 'ensemble'}-{YEAR}", title_ar=f"{title_ar} {YEAR}", title_fr=f"{title_fr} {YEAR}",
        name_ar=name_ar, name_fr=name_fr, day=PROPOSED_ON.isoformat(),
    )  # fmt: skip
    return head + "".join(lines)
