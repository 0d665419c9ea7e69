"""The years of the self-employed before CASNOS's books open, as the document its officers import."""

from collections.abc import Sequence
from datetime import date

from mizan.doors.console.demo.country.lives import minimum_of
from mizan.doors.console.demo.country.types import TrueSelfEmployed
from mizan.doors.console.demo.streams import Stream
from mizan.flows.feed_careers import active_days
from mizan.formats.career_history import HistoryHead, PeriodLine, SpellLine, write
from mizan.kernel.periods import year

OLDER_BORN = 1976
FOUND_PER_MILLE = 250
"""Of those born since `OLDER_BORN`, whose former years have been found; those of their elders have been."""


def history_of(people: Sequence[TrueSelfEmployed], stream: Stream, books_open: date) -> bytes:
    """A row a year from the beginning of the activity to the opening: the income of the year before it, as the guaranteed minimum moved."""
    spells: list[SpellLine] = []
    periods: list[PeriodLine] = []
    last = books_open.year - 1
    for one in people:
        found = stream.chance(FOUND_PER_MILLE)
        income = dict(one.incomes).get(last)
        if income is None or one.started_on >= books_open or not (found or one.person.birth_date.year < OLDER_BORN):
            continue
        who = (one.person.nss, "CASNOS", "", "")
        spells.append(SpellLine(0, *who, one.started_on, None))
        for number in range(one.started_on.year, books_open.year):
            days = active_days(one.started_on, None, year(number))
            amount = income * minimum_of(number) // minimum_of(last) * days // 360 // 100 * 100
            periods.append(PeriodLine(0, *who, year(number), days, amount))
    return write(HistoryHead(f"REL-CASNOS-{last}", "CASNOS", books_open), spells, periods)
