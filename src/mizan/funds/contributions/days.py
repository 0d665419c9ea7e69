"""The accounting day of a moment."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone


@lru_cache(maxsize=1024)
def accounting_day(at: datetime) -> date:
    """The day, in the country's own time, on which an act done at `at` is booked."""
    return timezone.localtime(at).date()
