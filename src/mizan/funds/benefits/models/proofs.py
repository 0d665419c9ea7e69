"""Proof of life: what shows that somebody was alive on a day, who was asked, what was done after asking."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.holds import Hold


class ProofEvidence(models.Model):
    """That a person was alive on a day: seen by an officer, visited, certified by a town hall or a consulate, or told by the care system.

    `place` says where or by which system; of care nothing else is kept. What civil events, careers and claims show is read where it is.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    on_day = models.DateField()
    valid_until = models.DateField()
    """The first day it no longer counts."""
    place = models.CharField(max_length=80)
    reason = models.TextField(default="")
    source_ref = models.CharField(max_length=64, default="")
    content_hash = models.CharField(max_length=64, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        """What the care system tells is taken once."""

        db_table = "benefits_proof_evidence"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "on_day"], name="benefits_proof_evidence_person")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source_ref"], condition=~models.Q(source_ref=""), name="benefits_proof_evidence_once")
        ]


class ProofAnnulled(models.Model):
    """That a piece of evidence is held untrue, with its ground: it counts for nothing from then on, and stays readable."""

    evidence = models.OneToOneField(ProofEvidence, on_delete=models.PROTECT, primary_key=True, related_name="+")
    ground = models.TextField()
    source_ref = models.CharField(max_length=64, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_proof_annulled"


class ProofAsk(models.Model):
    """That a person was asked, in the month `due_month` of their birth, because nothing since `counts_since` shows them alive.

    The switches it was asked under stay with it: how long evidence counts, how many days of grace after the month.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    fund = models.CharField(max_length=6)
    due_month = models.DateField()
    asked_on = models.DateField()
    counts_since = models.DateField()
    grace_days = models.SmallIntegerField()
    template = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Once in twelve months (exclusion constraint in SQL)."""

        db_table = "benefits_proof_ask"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "due_month"], name="benefits_proof_ask_person")]


class ProofStep(models.Model):
    """What was done after asking: the letter sent, a visit asked for, a call or a visit tried."""

    ask = models.ForeignKey(ProofAsk, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11)
    on_day = models.DateField()
    outcome = models.CharField(max_length=11, default="")
    language = models.CharField(max_length=2, default="")
    sha256 = models.CharField(max_length=64, default="")
    note = models.TextField(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """A letter is sent once in a language."""

        db_table = "benefits_proof_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ask", "language"], condition=models.Q(kind="sent"), name="benefits_proof_sent_once")
        ]


class ProofHold(models.Model):
    """A hold proposed because an ask stayed without answer: it binds no longer once anything shows the person alive."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, primary_key=True, related_name="+")
    ask = models.ForeignKey(ProofAsk, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """The table."""

        db_table = "benefits_proof_hold"
