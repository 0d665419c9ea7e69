"""The minister's instructions in the demo: read in a communiqué, confirmed, given targets by an adopted document, carried out in part.

The communiqué restates, in fewer words, the five points of the ministry's of 15 February 2026 (Ministry of Labour, Employment and Social
Security, "تعزيز الحكامة وضبط آليات التسيير", public). Targets are the demo's own: a step from the baseline its figures give.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from mizan.doors.console.demo.run.types import DemoError
from mizan.formats.indicators import Direction, catalogue
from mizan.funds.access.context import acting_as
from mizan.funds.access.queries import account_on
from mizan.funds.steering import actions, queries
from mizan.funds.steering.types.instructions import AimKept, TermsGiven
from mizan.kernel.funds import Fund
from mizan.kernel.money import format_decimal
from mizan.kernel.rounding import Rounding, divide

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.play import Play

READ_ON, CONFIRMED_ON, PROPOSED_ON, APPROVED_ON = date(2026, 2, 15), date(2026, 2, 17), date(2026, 2, 22), date(2026, 2, 24)
MINISTER, DIRECTOR = "ministre", "directeur"
YEAR_END = date(2026, 12, 31)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the minister confirms of a draft, by its rank in the text."""

    owner: str
    fund: Fund | None
    deadline: date | None
    indicators: tuple[str, ...]
    french: str


CONFIRMED = (
    Confirmed(
        "المديرون العامون للصناديق", None, YEAR_END, ("recovery_rate", "spending"),
        "Préserver l’équilibre financier des caisses par la maîtrise des dépenses et le contrôle, sans toucher aux droits des assurés.",
    ),
    Confirmed(
        "CNAS", Fund.CNAS, None, ("field_visits", "covered_persons"),
        "Protéger les droits des travailleurs par davantage de sorties sur le terrain et un suivi équitable de leur situation.",
    ),
    Confirmed(
        "CNAS", Fund.CNAS, YEAR_END, ("digital_filings_share", "data_errors_share"),
        "Accélérer le passage au numérique et les services à distance, pour réduire les déplacements et traiter plus vite les dossiers.",
    ),
    Confirmed(
        "المديرون العامون للصناديق", None, YEAR_END, ("files_past_promise",),
        "Faire de la qualité du service public une priorité, par des démarches plus simples et une prise en charge rapide.",
    ),
    Confirmed(
        "المديرون العامون للصناديق", None, None, ("interfund_exchanges",),
        "Renforcer la coordination entre les organismes sous tutelle et l’échange de données et d’expériences.",
    ),
)  # fmt: skip
STEP = {"centimes": 20_000, "ppm": 20_000, "ratio_ppm": 20_000, "days": 100_000, "months": 100_000, "count": 50_000}
"""How far a target of the demo is from its baseline, in parts per million of it."""
HEAD = """mizan-adopted;1
series;objectifs-2026
version;1
title_ar;أهداف سنة 2026
title_fr;Objectifs de l'année 2026
body_ar;اجتماع الصناديق (عرض توضيحي)
body_fr;Réunion des caisses (démonstration)
adopted_on;2026-02-22
indicator;fund;period;kind;value
"""
MEASURES = (
    (0, "حملة تحصيل لدى المستخدمين المتأخرين", date(2026, 5, 31), date(2026, 5, 20)),
    (2, "تعميم التصريح عن بعد على كل المستخدمين", date(2026, 9, 30), None),
    (3, "حذف الوثائق التي تحوزها الصناديق من ملف الطلب", date(2026, 6, 30), date(2026, 6, 25)),
)
"""Of which instruction (by its place), what is done, by which day, and the day its evidence is given."""


class Instructions:
    """Plans the acts around the communiqué; `numbers` are those of the instructions, in the order of the text."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.numbers: list[int] = []
        self.minister = self.director = 0

    def plan(self) -> None:
        """Each act on its day, at ten."""
        for day, act in ((READ_ON, self._take), (CONFIRMED_ON, self._confirm), (PROPOSED_ON, self._propose), (APPROVED_ON, self._measures)):
            at = datetime.combine(day, time(10), UTC)
            self.play.govern(at, partial(act, at))
        for rank, (_, _, _, shown_on) in enumerate(MEASURES):
            if shown_on is not None:
                at = datetime.combine(shown_on, time(10), UTC)
                self.play.govern(at, partial(self._show, rank, at))

    def _take(self, at: datetime) -> None:
        self.play.roles.become("batch")
        found = [account_on(name) for name in (MINISTER, DIRECTOR)]
        self.minister, self.director = (one.id if one is not None else 0 for one in found)
        content = files("mizan.doors.console.demo.run").joinpath("communique.ar.txt").read_bytes()
        self.play.roles.become("web")
        with acting_as(self.minister):
            made = actions.take_communique(content, name="بيان 15 فيفري 2026", by=self.minister, at=at)
        if not isinstance(made, int):
            raise DemoError(f"the communiqué of the demo was refused: {made.code}")
        self.communique = made

    def _confirm(self, at: datetime) -> None:
        self.play.roles.become("web")
        with acting_as(self.minister):
            for draft, said in zip(queries.drafts_of(self.communique), CONFIRMED, strict=True):
                given = TermsGiven(draft.axis, said.fund, said.owner, said.deadline, said.indicators, said.french)
                self.numbers.append(actions.confirm_instruction(draft.id, given, by=self.minister, at=at))
        self.play.count("instructions confirmed", len(self.numbers))

    def _propose(self, at: datetime) -> None:
        """The director proposes the targets that the baselines allow; the minister approves them two days later."""
        self.play.roles.become("web")
        with acting_as(self.minister):
            kept = [queries.instruction_of(number) for number in self.numbers]
        lines = [
            f"{aim.indicator};{one.fund.value if one.fund else ''};2026;target;{_target(aim)}\n"
            for one in kept
            if one is not None
            for aim in one.aims
            if aim.baseline is not None
        ]
        self.document = 0
        if lines:
            with acting_as(self.director):
                self.document = actions.propose_document((HEAD + "".join(lines)).encode(), by=self.director, at=at)

    def _measures(self, at: datetime) -> None:
        self.play.roles.become("web")
        if self.document:
            with acting_as(self.minister):
                actions.approve_document(self.document, by=self.minister, at=at)
        self.measures = []
        for place, text, due_on, _ in MEASURES:
            with acting_as(self.minister):
                self.measures.append(actions.add_measure(self.numbers[place], text=text, due_on=due_on, by=self.minister, at=at))

    def _show(self, rank: int, at: datetime) -> None:
        self.play.roles.become("web")
        with acting_as(self.minister):
            document = (f"rapport-{rank + 1}.pdf", f"rapport de la mesure {rank + 1}".encode())
            actions.give_evidence(self.measures[rank], document=document, by=self.minister, at=at)


def _target(aim: AimKept) -> str:
    """The demo's target: a step from the baseline in the better direction, written as the file writes the indicator's unit."""
    definition, baseline = catalogue()[aim.indicator], aim.baseline or 0
    step = max(divide(abs(baseline) * STEP[definition.unit], 1_000_000, Rounding.UP), 1)
    value = baseline - step if definition.direction is Direction.DOWN else baseline + step
    if definition.unit == "ppm":
        value = min(max(value, 0), 1_000_000)
        return f"{value // 10_000},{value % 10_000:04d}"
    if definition.unit == "ratio_ppm":
        return f"{value // 1_000_000},{value % 1_000_000 // 100:04d}"
    return format_decimal(value) if definition.unit == "centimes" else str(max(value, 0))
