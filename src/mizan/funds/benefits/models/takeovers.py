"""Awards a fund paid before it began here, taken over from its former system: the file two people agreed on, and each award's line."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.awards import Award


class Takeover(models.Model):
    """A file of existing awards that one person proposed: its hash, never its bytes, and what it comes to; another approves it.

    `first_month` is the first Mizan pays; amounts are those of that month, in centimes.
    """

    fund = models.CharField(max_length=6)
    first_month = models.DateField()
    content_hash = models.CharField(max_length=64)
    awards = models.IntegerField()
    left_out = models.IntegerField()
    gross_m = models.BigIntegerField()
    net_m = models.BigIntegerField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()

    class Meta:
        """A file is proposed once (unique index in SQL, unless it was given up)."""

        db_table = "benefits_takeover"


class TakeoverStep(models.Model):
    """What became of a file: approved by another person, ended (every award is written), or cancelled before."""

    takeover = models.ForeignKey(Takeover, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=9)
    reason = models.TextField(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Each step once."""

        db_table = "benefits_takeover_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["takeover", "kind"], name="benefits_takeover_step_once")
        ]


class TakenOver(models.Model):
    """The line of an award taken over: which file, which place in it, its number in the former system (once in a fund)."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, primary_key=True, related_name="+")
    takeover = models.ForeignKey(Takeover, on_delete=models.PROTECT, related_name="+")
    fund = models.CharField(max_length=6)
    line = models.IntegerField()
    ref = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)

    class Meta:
        """Once in a fund."""

        db_table = "benefits_taken_over"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fund", "ref"], name="benefits_taken_over_once")
        ]
