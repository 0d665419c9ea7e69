"""What each employer tends to do: most are diligent, a known share is late, short, careless, silent or pays badly."""

from dataclasses import dataclass, replace

from mizan.doors.console.demo.country.types import MONTHS, TrueEmployer
from mizan.doors.console.demo.streams import Stream


@dataclass(frozen=True, slots=True)
class Habits:
    """Per-mille chances, each drawn once per period (or per job, or per file, as said), and months of silence.

    `silent` is a half-open range of month ranks with no contribution declaration; `silent_yearly` says the wage declaration is missing
    too. `short_dac` shortens the whole monthly base and leaves the yearly declaration true; `short_jobs` shortens chosen jobs in both.
    """

    profile: str
    late_filing: int = 15
    late_payment: int = 30
    unpaid: int = 4
    partial: int = 8
    over: int = 8
    wrong_reference: int = 15
    returned: int = 4
    hidden_jobs: int = 0
    short_jobs: int = 0
    short_dac: int = 0
    wrong_lines: int = 20
    regularises: int = 15
    silent: tuple[int, int] = (0, 0)
    silent_yearly: bool = False


DILIGENT = Habits("diligent")
PRIVATE = (
    (610, DILIGENT),
    (100, Habits("late", late_filing=450, late_payment=600)),
    (60, Habits("short", short_jobs=400, short_dac=200)),
    (70, Habits("hiding", hidden_jobs=300)),
    (60, Habits("careless", wrong_lines=800, wrong_reference=250, regularises=300, over=60)),
    (50, Habits("pays_badly", partial=350, unpaid=150, late_payment=300, returned=60)),
    (50, Habits("silent", late_payment=200)),
)
PUBLIC = (
    (740, replace(DILIGENT, unpaid=0, returned=0)),
    (170, Habits("late", late_filing=150, late_payment=500, unpaid=0, returned=0)),
    (90, Habits("careless", wrong_lines=700, wrong_reference=150, regularises=400, unpaid=0, returned=0)),
)


def draw_habits(employer: TrueEmployer, seed: int) -> Habits:
    """The habits of one employer."""
    stream = Stream(seed, f"habits:{employer.rank}")
    choices = PUBLIC if employer.public else PRIVATE
    habits = choices[stream.weighted([weight for weight, _ in choices])][1]
    if habits.profile != "silent":
        return habits
    start = stream.below(MONTHS - 4)
    end = MONTHS if stream.chance(300) else min(MONTHS, start + stream.between(3, 9))
    return replace(habits, silent=(start, end), silent_yearly=stream.chance(500))
