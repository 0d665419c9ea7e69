"""Days as whole numbers: one text for the interpreted and the compiled law, since kernels copy these functions as they stand.

A day is its proleptic Gregorian ordinal (`date.toordinal`). All is plain arithmetic on integers: nothing raises, whatever is given.
"""


def day_of(year: int, month: int, day: int) -> int:
    """The ordinal of a calendar day; a day past the end of its month is the month's last."""
    lengths = 31
    if month == 4 or month == 6 or month == 9 or month == 11:
        lengths = 30
    elif month == 2:
        lengths = 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    shifted = year - 1 if month <= 2 else year
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + min(day, lengths) - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 305


def month_index(day: int) -> int:
    """The months from the year 0 to the month of a day: `year * 12 + month - 1`."""
    shifted = day + 305
    era = shifted // 146097
    of_era = shifted - era * 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    march = (5 * of_year + 2) // 153
    month = march + 3 if march < 10 else march - 9
    return (year + era * 400 + (1 if month <= 2 else 0)) * 12 + month - 1


def year_of(day: int) -> int:
    """The calendar year of a day."""
    return month_index(day) // 12


def month_of(day: int) -> int:
    """The month of a day, from 1 to 12."""
    return month_index(day) % 12 + 1


def day_of_month(day: int) -> int:
    """The place of a day in its month, from 1."""
    index = month_index(day)
    return day - day_of(index // 12, index % 12 + 1, 1) + 1


def add_months(day: int, months: int) -> int:
    """The same day `months` later (the last of the month when it is shorter)."""
    index = month_index(day) + months
    return day_of(index // 12, index % 12 + 1, day_of_month(day))


def months_between(start: int, end: int) -> int:
    """The whole months from `start` to `end`: the greatest n with `add_months(start, n)` not after `end`; 0 when `end` is before."""
    if end < start:
        return 0
    months = month_index(end) - month_index(start)
    return months - 1 if add_months(start, months) > end else months


def years_between(start: int, end: int) -> int:
    """The whole years from `start` to `end` (an age); 0 when `end` is before."""
    return months_between(start, end) // 12


def last_of_month(day: int) -> int:
    """The last day of the month of a day."""
    index = month_index(day)
    return day_of(index // 12, index % 12 + 1, 31)
