"""Spells, earnings and credited periods: each held true from a moment until another, never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Kept(models.Model):
    """What all three say: whose, in which scheme, where it comes from, and since when it has been known."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=6)
    source = models.CharField(max_length=12)
    ref = models.CharField(max_length=64, default="")
    document_hash = models.CharField(max_length=64, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        """Only a shape."""

        abstract = True


class Spell(Kept):
    """A person's time with an employer (or on their own account) in a scheme; `ends_on` is the first day after it."""

    employer = models.ForeignKey("people.Employer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    employer_name = models.TextField(default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        """No overlap within one scheme and employer (exclusion constraint in SQL)."""

        db_table = "careers_spell"


class Earning(Kept):
    """What was earned in a month, a quarter or a year: the contributory wage or the declared income in centimes, and the days it is for.

    A month has thirty days. A row of the source `correction` stands for whatever else is said of its month.
    """

    employer = models.ForeignKey("people.Employer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    employer_name = models.TextField(default="")
    period_start = models.DateField()
    period_end = models.DateField()
    days = models.SmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        """One live row for a person, scheme, employer, source and period (unique index in SQL)."""

        db_table = "careers_earning"


class Credit(Kept):
    """A period that counts without work, with its evidence; `ends_on` is the first day after it."""

    kind = models.CharField(max_length=22)
    starts_on = models.DateField()
    ends_on = models.DateField()
    evidence = models.TextField()

    class Meta:
        """No overlap within one scheme (exclusion constraint in SQL)."""

        db_table = "careers_credit"
