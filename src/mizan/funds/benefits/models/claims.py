"""Claims: what somebody asks for, and every step until it is decided. Constraints and walls are in the migration's SQL."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Claim(models.Model):
    """What was asked, on which day, by whom, on whose rights; never changed afterwards.

    `told` holds the facts that only the claimant can tell, as text by their name in the law. `key` is what makes a claim sent twice one.
    """

    number = models.CharField(max_length=24, unique=True)
    fund = models.CharField(max_length=6)
    kind = models.CharField(max_length=22)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    claimant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    promised_on = models.DateField()
    told = models.JSONField(default=dict)
    channel = models.CharField(max_length=8)
    agency_code = models.CharField(max_length=5, default="")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    key = models.TextField(unique=True)

    class Meta:
        """The queue is read by fund and promised day."""

        db_table = "benefits_claim"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["fund", "promised_on"], name="benefits_claim_queue")]


class ClaimStep(models.Model):
    """Something done on a claim before its decision; append only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_claim_step"


class Established(models.Model):
    """What the funds' books say of a claim, read by the database itself before the decision; the last word on a fact stands. Append only.

    `contributions_unpaid`: `late` centimes of CASNOS's dues whose day to pay was before `before`, the oldest of the year `oldest`.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    fact = models.CharField(max_length=24)
    late = models.BigIntegerField()
    oldest = models.CharField(max_length=7, default="")
    before = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_established"


class OwnPerson(models.Model):
    """The file of the person behind an account: nobody handles it or that of a relative through this account."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        """One person for an account at a time."""

        db_table = "benefits_own_person"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account"], condition=models.Q(known_until__isnull=True), name="benefits_own_person_one")
        ]
