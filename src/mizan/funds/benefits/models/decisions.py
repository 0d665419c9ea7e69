"""Decisions: what was decided, by which law, on which facts; never changed, only superseded by another decision."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.claims import Claim


class Decision(models.Model):
    """A decision on a claim, or on an award that lives.

    `record` is a `mizan-decision/1`: facts with their sources, steps, outputs; it is recomputed for ever. `law_on` is the day whose law
    applies, `effective_on` the first day of what it gives or changes. `difference` says what a reassessment changed, and why. `code` is
    what anybody verifies a letter by.
    """

    number = models.CharField(max_length=24, unique=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="+")
    award = models.ForeignKey("benefits.Award", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """None for a decision on every award at once: a revalorisation."""
    claimant = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    fund = models.CharField(max_length=6)
    kind = models.CharField(max_length=22)
    outcome = models.CharField(max_length=8)
    ground = models.TextField(default="")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    law_on = models.DateField()
    effective_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    automatic = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)
    """Two people: on facts somebody judged, against facts the funds hold, or lowering what is paid."""
    law_version = models.TextField()
    record = models.JSONField()
    record_hash = models.CharField(max_length=64)
    """SHA-256 of the record as it was written, in its canonical text."""
    difference = models.JSONField(default=dict)
    code = models.CharField(max_length=32, unique=True)
    letter_template = models.TextField()
    written_at = models.DateTimeField(editable=False)

    class Meta:
        """A claim has one first decision (unique index in SQL)."""

        db_table = "benefits_decision"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["fund", "decided_at"], name="benefits_decision_fund")]
