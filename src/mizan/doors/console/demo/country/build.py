"""The country from its seed: the same seed and scale give the same country on any machine."""

from mizan.doors.console.demo.country.employers import draw_employers
from mizan.doors.console.demo.country.jobs import JobMarket
from mizan.doors.console.demo.country.lives import Lives, draw_lives
from mizan.doors.console.demo.country.persons import draw_persons
from mizan.doors.console.demo.country.places import places
from mizan.doors.console.demo.country.self_employed import draw_self_employed
from mizan.doors.console.demo.country.types import FIRST_MONTH, LAST_MONTH, TrueWorld

ACTIVE_SALARIED = 6_500_000
"""Salaried people of the country, January 2025."""
EMPLOYED_PER_MILLE = 965
"""Of them, those in a job at any moment; the others are between two jobs and are hired when someone leaves."""
DEFAULT_SEED = 1
DEFAULT_SCALE = 1000


def build_country(*, scale: int = DEFAULT_SCALE, seed: int = DEFAULT_SEED) -> TrueWorld:
    """The true country at 1:`scale` (1000 gives 439 employers, 6,500 persons and 1,200 self-employed) over the 24 months of the demo.

    Raises ValueError for a scale outside 1 to 20,000, below which nothing is left of the country.
    """
    if not 1 <= scale <= 20_000:
        raise ValueError("the scale goes from 1 to 20,000")
    persons = draw_persons((ACTIVE_SALARIED + scale // 2) // scale, seed)
    employers = draw_employers(scale, len(persons) * EMPLOYED_PER_MILLE // 1000, seed, FIRST_MONTH, LAST_MONTH)
    jobs = JobMarket(employers, persons, seed).run()
    self_employed = draw_self_employed(scale, seed, {person.nss[:10] for person in persons})
    return TrueWorld(seed, scale, places(), employers, persons, jobs, self_employed)


def build_lives(world: TrueWorld) -> Lives:
    """The old, the households, what happens in them and the careers before the demo, of a country already drawn."""
    return draw_lives(world)
