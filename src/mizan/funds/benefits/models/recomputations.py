"""Whole-award recomputations: each with its cut-off, its progress by block, and what it found of each award."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.awards import Award


class Recomputation(models.Model):
    """Awards of a fund computed again from careers and facts as they were known at the cut-off.

    `scope` is "full" (every award), "share" (the `part`-th of `parts` equal shares, by id) or "again" (those that differed last time).
    `last_award` is the last award there was at the cut-off: what comes later is another's work.
    """

    fund = models.CharField(max_length=6)
    scope = models.CharField(max_length=5)
    parts = models.SmallIntegerField(default=1)
    part = models.SmallIntegerField(default=0)
    cut_off = models.DateTimeField()
    last_award = models.BigIntegerField()
    begun_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """By fund, the latest first."""

        db_table = "benefits_recomputation"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["fund", "cut_off"], name="benefits_recomputation_fund")]


class RecomputedBlock(models.Model):
    """A block of awards done, in the transaction that kept its results: how far, and how many of each verdict. `is_last` ends the work."""

    pk = models.CompositePrimaryKey("recomputation_id", "number")
    recomputation = models.ForeignKey(Recomputation, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    up_to = models.BigIntegerField()
    agreeing = models.IntegerField()
    differing = models.IntegerField()
    uncomputed = models.IntegerField()
    is_last = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        """Numbered from 1."""

        db_table = "benefits_recomputed_block"


class Recomputed(models.Model):
    """What a recomputation found of an award: "agrees", "differs" or "uncomputed", on which day, both amounts (net, centimes), and why.

    An amount is null where nothing is kept or nothing given. `why` is a word of `WHYS`, `detail` what it is about.
    """

    pk = models.CompositePrimaryKey("award_id", "recomputation_id")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", db_index=False)
    recomputation = models.ForeignKey(Recomputation, on_delete=models.PROTECT, related_name="+", db_index=False)
    verdict = models.CharField(max_length=10)
    on_day = models.DateField(null=True)
    kept_m = models.BigIntegerField(null=True)
    given_m = models.BigIntegerField(null=True)
    why = models.CharField(max_length=16, default="")
    detail = models.JSONField(null=True)

    class Meta:
        """An award once in a recomputation; those that do not agree are found by their own index (SQL)."""

        db_table = "benefits_recomputed"
