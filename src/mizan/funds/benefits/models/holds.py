"""Holds: the only way a payment waits by somebody's will, on a named ground, until a deadline."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.awards import Award


class Hold(models.Model):
    """That payments of an award wait on a named legal ground, until a deadline; effective once a second person agrees."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=64)
    reason = models.TextField()
    starts_on = models.DateField()
    deadline = models.DateField()
    notice_on = models.DateField()
    notice_ref = models.CharField(max_length=64)
    appeal_body = models.CharField(max_length=19)
    appeal_until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_hold"


class HoldStep(models.Model):
    """What becomes of a hold: agreed by a second person, released by somebody, or lapsed because its deadline passed."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    ground = models.TextField(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Each step once."""

        db_table = "benefits_hold_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hold", "kind"], name="benefits_hold_step_once")
        ]
