"""A step that rules share, linted like them and without a source of its own."""

from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import year_of, years_between
from mizan.law.engine.units import Day, Flag, Years


@helper
def age_on(born: Day, day: Day, by_year: Flag) -> Years:
    """The age on a day, in whole years: by the birthday, or by the calendar year."""
    if by_year:
        return Years(max(year_of(day) - year_of(born), 0))
    return Years(years_between(born, day))
