"""Holds: the only way a payment waits by somebody's will, on a ground of the law, told to the person, until a deadline."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from mizan.funds.benefits.models.awards import Adjustment, Award
from mizan.funds.benefits.models.decisions import Decision


class HoldGround(models.Model):
    """A ground of the statute book a payment may be held on, as it is offered now: its text, its standing, for whom, for how long."""

    code = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=64)
    standing = models.CharField(max_length=10)
    longest_days = models.IntegerField()
    funds = ArrayField(models.CharField(max_length=6))
    benefits = ArrayField(models.CharField(max_length=20))

    class Meta:
        """The table."""

        db_table = "benefits_hold_ground"


class Hold(models.Model):
    """That payments of an award wait on a ground of the law, until a deadline; it binds once another agrees and the person is told.

    `reference`, `standing` and `longest_days` are those of the ground on that day; `appeal_days` run from the receipt of the notice.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=64)
    reference = models.CharField(max_length=64)
    standing = models.CharField(max_length=10)
    longest_days = models.IntegerField()
    reason = models.TextField()
    starts_on = models.DateField()
    deadline = models.DateField()
    appeal_body = models.CharField(max_length=19)
    appeal_days = models.IntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_hold"


class HoldStep(models.Model):
    """What becomes of a hold: agreed by a second person, released by somebody (by a decision or not), or lapsed: its deadline passed."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    ground = models.TextField(default="")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Each step once."""

        db_table = "benefits_hold_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hold", "kind"], name="benefits_hold_step_once")
        ]


class Notice(models.Model):
    """A letter that tells a person what is held or owed: its hash, its template, its code; never its text.

    `told` keeps the amounts it names, so that it can be set again to the same bytes.
    """

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    adjustment = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    language = models.CharField(max_length=2)
    template = models.TextField()
    address = models.TextField()
    told = models.JSONField()
    sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=32, unique=True)
    made_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Once in a language for a hold or a debt."""

        db_table = "benefits_notice"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hold", "language"], name="benefits_notice_hold_once"),
            models.UniqueConstraint(fields=["adjustment", "language"], name="benefits_notice_debt_once"),
        ]


class NoticeServed(models.Model):
    """That a notice reached its person: how, under which reference, on which day."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, primary_key=True, related_name="+")
    channel = models.CharField(max_length=8)
    reference = models.CharField(max_length=64, default="")
    served_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_notice_served"
