"""What becomes of a finding: who took it, what was concluded and why, what followed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mizan.funds.controls.models.findings import Finding


class Step(models.Model):
    """Something done on a finding: taken, hold_asked, fraud_proposed, fraud_declined, concluded; append only.

    `conclusion` is error, evasion, fraud or unfounded; `cause` why it could happen ("" where it is unfounded); `hold_ground` a code of the
    statute book where a hold is asked for.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14)
    conclusion = models.CharField(max_length=9, default="")
    cause = models.CharField(max_length=13, default="")
    hold_ground = models.CharField(max_length=64, default="")
    reason = models.TextField(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """A finding is concluded once (partial unique index in SQL)."""

        db_table = "controls_step"


class Followed(models.Model):
    """What followed a finding: a hold, the reversal of a payment, a debt, or its referral to those who may sanction."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8)
    hold = models.OneToOneField("benefits.Hold", on_delete=models.PROTECT, null=True, related_name="+")
    reversal = models.OneToOneField("benefits.InstalmentReversal", on_delete=models.PROTECT, null=True, related_name="+")
    debt = models.OneToOneField("benefits.Adjustment", on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=64, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """A hold, a reversal, a debt follows one finding."""

        db_table = "controls_followed"
