"""How many missing years a worker may buy. The price was not found; the press says agencies stopped applying this."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Years

READ_ON_THE_FUNDS_SITE = date(2015, 1, 1)
FIRST_AGE = 60
MOST = 5


@rule(source="press-retirement-buy-back", standing=Standing.UNVERIFIED, since=READ_ON_THE_FUNDS_SITE)
def buy_back_most(age: Years, still_working: Flag, short_of_service: Flag) -> Years:
    """The most years that may be bought: five at 60, one less each year, one at 64; none to who stopped or has fifteen years."""
    if not still_working or not short_of_service or age < FIRST_AGE:
        return Years(0)
    return Years(max(MOST - (age - FIRST_AGE), 0))
