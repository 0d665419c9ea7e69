"""The accounting day of a moment."""

from datetime import date, datetime

from django.utils import timezone


def accounting_day(at: datetime) -> date:
    """The day, in the country's own time, on which an act done at `at` is booked."""
    return timezone.localtime(at).date()
