"""Two measures of the complementary finance law for 2015: workers declared late, and old debts of the self-employed."""

from datetime import date

from mizan.law.algeria.recovery.units import LIMITED_YEARS, AmnestyAge
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag, Years

SINCE = date(2015, 7, 23)


@rule(source="lfc-2015.art-59", standing=Standing.SECONDARY, since=SINCE)
def undeclared_workers_last_day(amnesty_2015_first_day: Day, undeclared_workers_days: Days) -> Day:
    """The last day to declare workers without penalty: 21 September 2015, the day of publication not counted."""
    return Day(amnesty_2015_first_day + undeclared_workers_days)


@rule(source="lfc-2015.art-59", standing=Standing.SECONDARY, since=SINCE)
def undeclared_workers_spared(workers_declared_on: Day, amnesty_2015_first_day: Day, undeclared_workers_last_day: Day) -> Flag:
    """Whether workers declared on a day are declared without penalty."""
    return Flag(amnesty_2015_first_day <= workers_declared_on <= undeclared_workers_last_day)


@rule(source="lfc-2015.art-57", standing=Standing.SECONDARY, since=SINCE)
def casnos_waived_years(
    surcharge_years: Years,
    age: Years,
    debtor_farmer: Flag,
    casnos_amnesty_age: Years,
    casnos_amnesty_years: Years,
    amnesty_at_age: AmnestyAge,
) -> Years:
    """The years of surcharges waived for a self-employed person: all up to an age, only some beyond; all for farmers at any age."""
    beyond = age > casnos_amnesty_age or (age == casnos_amnesty_age and amnesty_at_age == LIMITED_YEARS)
    return Years(min(surcharge_years, casnos_amnesty_years) if beyond and not debtor_farmer else surcharge_years)
