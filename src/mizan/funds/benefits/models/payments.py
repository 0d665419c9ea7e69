"""What went out and what came back: payment files, returns, payments made again, instalments reversed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.runs import Instalment, Run


class PaymentFile(models.Model):
    """A file that went out: its shape, its id, its SHA-256. Made again it is the same bytes."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    profile = models.CharField(max_length=16)
    message_id = models.CharField(max_length=35, unique=True)
    payer = models.TextField()
    payer_account = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    lines = models.IntegerField()
    total = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """One file orders a run's payments."""

        db_table = "benefits_payment_file"
        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["run"], name="benefits_payment_file_once")]


class PaymentReturn(models.Model):
    """A payment that came back, with the bank's reason; it waits until it is paid again or the instalment is reversed."""

    instalment = models.OneToOneField(Instalment, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)
    words = models.TextField(default="")
    amount = models.BigIntegerField()
    content_hash = models.CharField(max_length=64)
    entry_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """A payment comes back once."""

        db_table = "benefits_payment_return"


class Reissue(models.Model):
    """That a returned payment is to be paid again by the next run."""

    payment_return = models.OneToOneField(PaymentReturn, on_delete=models.PROTECT, primary_key=True, related_name="+")
    ground = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_reissue"


class InstalmentReversal(models.Model):
    """An instalment that should not have been paid: proposed by one person, posted by another; the instalment stays as it was."""

    instalment = models.OneToOneField(Instalment, on_delete=models.PROTECT, related_name="+")
    ground = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_instalment_reversal"


class ReversalApproved(models.Model):
    """The agreement of a second person to a reversal, with its posting. `recoverable` is what the person owes back."""

    reversal = models.OneToOneField(InstalmentReversal, on_delete=models.PROTECT, primary_key=True, related_name="+")
    recoverable = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_reversal_approved"
