"""Who is affiliated. Ranges of numbers, functions and row-level security are in the migration's SQL."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Affiliation(models.Model):
    """A self-employed person's place in the fund: one a person, for ever; their activities come and go inside it.

    Its number is in a range of its own (`payers.FIRST` on), so that it names the account of contributions too.
    """

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=6)
    trade_ar = models.TextField(default="")
    trade_fr = models.TextField(default="")
    wilaya_code = models.SmallIntegerField()
    agency_code = models.CharField(max_length=5, db_index=True)
    rib = models.CharField(max_length=20, default="")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    opening_base = models.BigIntegerField(null=True)
    """The yearly base in centimes last retained before these books opened, and its year: what a provisional assessment starts from."""
    opening_year = models.SmallIntegerField(null=True)

    class Meta:
        """One affiliation a person."""

        db_table = "self_employed_affiliation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(activity__in=["trade", "farmer"]), name="self_employed_affiliation_activity"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(started_on__lt=models.F("ended_on")),
                name="self_employed_affiliation_span",
            ),
            models.CheckConstraint(
                condition=models.Q(opening_base__isnull=True, opening_year__isnull=True)
                | models.Q(opening_base__gt=0, opening_year__isnull=False),
                name="self_employed_affiliation_opening",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["rib"], condition=~models.Q(rib=""), name="self_employed_payer"),
        ]


class Cessation(models.Model):
    """The end of an activity, once, on a document: `ended_on` is the first day on which it is no more."""

    affiliation = models.OneToOneField(Affiliation, on_delete=models.PROTECT, primary_key=True, related_name="+")
    ended_on = models.DateField()
    document = models.TextField()
    document_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "self_employed_cessation"
