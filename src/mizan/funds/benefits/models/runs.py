"""Pay runs: a fund's instalments of a month, what was found before paying, the files that went out and what came back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.awards import Adjustment, Award, PayeeAccount, Term


class Run(models.Model):
    """The pay run of a fund for a month; another attempt is possible once the former is cancelled.

    `recovery_ppm` is the share of an instalment that debts may take. `digest` says what the instalments were made of.
    """

    fund = models.CharField(max_length=6)
    month = models.DateField()
    attempt = models.SmallIntegerField(default=1)
    pay_on = models.DateField()
    recovery_ppm = models.IntegerField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    prepared_at = models.DateTimeField()

    class Meta:
        """One run of a fund, a month and an attempt."""

        db_table = "benefits_run"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fund", "month", "attempt"], name="benefits_run_once")
        ]


class RunStep(models.Model):
    """Something done on a run: prepared, agreed (the first of two), approved (the second), filed, cancelled. `entry_id` is its posting."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=9)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    entry_id = models.BigIntegerField(null=True)

    class Meta:
        """Each step once."""

        db_table = "benefits_run_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "kind"], name="benefits_run_step_once")
        ]


class Instalment(models.Model):
    """What an award is due in a run: the term's own figures, what is added for months gone by, what is recovered, and what is paid.

    `waits` says why it is owed but not paid now ("" when it is paid): held by a named ground, or its account or payee is in question.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    pension_m = models.BigIntegerField()
    fund_adds_m = models.BigIntegerField()
    state_adds_m = models.BigIntegerField()
    supplement_m = models.BigIntegerField()
    gross_m = models.BigIntegerField()
    social_insurance_m = models.BigIntegerField()
    income_tax_m = models.BigIntegerField()
    net_m = models.BigIntegerField()
    arrears = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)
    """Earlier instalments that waited and are paid now."""
    reissued = models.BigIntegerField(default=0)
    """Earlier payments that came back and are paid again now."""
    recovered = models.BigIntegerField(default=0)
    paid = models.BigIntegerField()
    account = models.CharField(max_length=20)
    """Twenty digits; "" where none is sound."""
    payee_account = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=9)
    waits = models.CharField(max_length=15, default="")
    hold = models.ForeignKey("benefits.Hold", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        """One instalment of an award in a run: a month has one run that stands, so an award is paid once for it."""

        db_table = "benefits_instalment"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["award", "run"], name="benefits_instalment_once")
        ]


class InstalmentAdjustment(models.Model):
    """The part of an adjustment that an instalment pays (arrears) or recovers (debt)."""

    pk = models.CompositePrimaryKey("instalment_id", "adjustment_id")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="+", db_index=False)
    adjustment = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        """The table."""

        db_table = "benefits_instalment_adjustment"


class InstalmentSettled(models.Model):
    """An instalment that waited, or came back and is paid again, and the later instalment that pays it."""

    earlier = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="+")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="+")
    payment_return = models.ForeignKey("benefits.PaymentReturn", on_delete=models.PROTECT, null=True, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        """The table."""

        db_table = "benefits_instalment_settled"


class Finding(models.Model):
    """What a control found on an award before it is paid; `stops` says that its payment waits until somebody answers it."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+")
    control = models.CharField(max_length=20)
    stops = models.BooleanField()
    detail = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)

    class Meta:
        """A control speaks once of an award in a run."""

        db_table = "benefits_finding"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "award", "control"], name="benefits_finding_once")
        ]


class FindingStep(models.Model):
    """The answer to a finding: cleared (what it shows is right, the next run pays) or upheld; with its ground."""

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7)
    ground = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_finding_step"
