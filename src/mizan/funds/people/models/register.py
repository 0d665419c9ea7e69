"""Employers and places. Constraints that Django can not express are in the migration's SQL."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Wilaya(models.Model):
    """A province, for a half-open span of days; codes 59 to 69 are numbered differently in public sources, so the span matters."""

    code = models.SmallIntegerField()
    name_ar = models.TextField()
    name_fr = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        """No two spans of a code overlap."""

        db_table = "people_wilaya"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="people_wilaya_once")
        ]


class Agency(models.Model):
    """A local agency of the collecting fund (five digits), tied to a wilaya for a half-open span of days."""

    code = models.CharField(max_length=5)
    name_ar = models.TextField()
    name_fr = models.TextField()
    wilaya_code = models.SmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        """No two spans of a code overlap."""

        db_table = "people_agency"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="people_agency_once")
        ]


class Employer(models.Model):
    """An employer affiliated to the collecting fund."""

    number = models.CharField(max_length=10, unique=True)
    name_ar = models.TextField()
    name_fr = models.TextField()
    activity = models.TextField(default="")
    construction = models.BooleanField(default=False)
    wilaya_code = models.SmallIntegerField()
    agency_code = models.CharField(max_length=5, db_index=True)
    nif = models.CharField(max_length=20, default="")
    rib = models.CharField(max_length=20, default="")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    workers_declared = models.IntegerField(default=0)

    class Meta:
        """The number is the fund's own; it has no public key."""

        db_table = "people_employer"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["rib"], condition=~models.Q(rib=""), name="people_employer_payer"),
        ]
