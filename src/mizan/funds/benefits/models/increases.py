"""Increases of all the awards of a fund on a day: prepared by one person, approved by another, with what each award becomes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.decisions import Decision


class Increase(models.Model):
    """The increase of a fund's awards that takes effect on a day; another attempt is possible once the former is cancelled.

    `source` is the text of the statute book it rests on, `known_on` the day the law was looked at, `switches` how its open questions were
    read: with them every award is computed again for ever. `reach` is what is looked at again: the deductions of what rises (`raised`, as
    it was once), those of everybody, or those alone on a day whose law raises nothing (`deductions`).
    """

    fund = models.CharField(max_length=6)
    effective_on = models.DateField()
    attempt = models.SmallIntegerField(default=1)
    source = models.CharField(max_length=64)
    law_version = models.TextField()
    known_on = models.DateField()
    switches = models.JSONField(default=dict)
    reach = models.CharField(max_length=10, default="raised", db_default="raised")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()

    class Meta:
        """One increase of a fund, a day and an attempt."""

        db_table = "benefits_increase"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fund", "effective_on", "attempt"], name="benefits_increase_once")
        ]


class IncreaseStep(models.Model):
    """Something done on an increase: prepared (every line is there), approved (with its decision), cancelled. `detail` holds the sums."""

    increase = models.ForeignKey(Increase, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=9)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        """Each step once."""

        db_table = "benefits_increase_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["increase", "kind"], name="benefits_increase_step_once")
        ]


class IncreaseLine(models.Model):
    """What a live term becomes from `since` on: its money before and after, in centimes. `raised` is no where the law leaves it as it was.

    Written by the database from the term it names, so that no foreign key need be looked up a second time.
    """

    pk = models.CompositePrimaryKey("increase_id", "term_id")
    increase_id = models.BigIntegerField()
    term_id = models.BigIntegerField()
    award_id = models.BigIntegerField()
    since = models.DateField()
    ends_on = models.DateField(null=True)
    raised = models.BooleanField()
    pension_m = models.BigIntegerField()
    fund_adds_m = models.BigIntegerField()
    state_adds_m = models.BigIntegerField()
    supplement_m = models.BigIntegerField()
    gross_m = models.BigIntegerField()
    social_insurance_m = models.BigIntegerField()
    income_tax_m = models.BigIntegerField()
    net_m = models.BigIntegerField()
    former_pension_m = models.BigIntegerField()
    former_fund_adds_m = models.BigIntegerField()
    former_state_adds_m = models.BigIntegerField()
    former_social_insurance_m = models.BigIntegerField()
    former_income_tax_m = models.BigIntegerField()
    former_gross_m = models.BigIntegerField()
    former_net_m = models.BigIntegerField()

    class Meta:
        """One line of a term in an increase."""

        db_table = "benefits_increase_line"
