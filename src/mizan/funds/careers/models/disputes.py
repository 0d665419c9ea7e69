"""Disputes on a month of a career, and what takes two people: credited periods, corrections, career histories."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Dispute(models.Model):
    """A person says that a month is not what was declared, with evidence; the fund answers by a day."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=6)
    employer = models.ForeignKey("people.Employer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    month = models.DateField()
    claimed_days = models.SmallIntegerField()
    claimed_amount = models.BigIntegerField()
    evidence = models.TextField()
    document_hash = models.CharField(max_length=64, default="")
    opened_on = models.DateField()
    answer_by = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "careers_dispute"


class DisputeAnswer(models.Model):
    """The fund's answer to a dispute: upheld (by two people, and the month is corrected) or rejected with a ground."""

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, primary_key=True, related_name="+")
    verdict = models.CharField(max_length=8)
    ground = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    answered_at = models.DateTimeField()

    class Meta:
        """One answer."""

        db_table = "careers_dispute_answer"


class Proposal(models.Model):
    """What one person proposes and another decides, since money follows: `kind` is credit, withdrawal, correction or history."""

    kind = models.CharField(max_length=10)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    document_hash = models.CharField(max_length=64, default="")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()

    class Meta:
        """A document is proposed once."""

        db_table = "careers_proposal"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document_hash"], condition=models.Q(kind="history"), name="careers_proposal_document_once"),
            models.UniqueConstraint(fields=["id", "proposed_by"], name="careers_proposal_proposer"),
        ]


class Decision(models.Model):
    """The second person's decision on a proposal."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, primary_key=True, related_name="+")
    proposed_by_id = models.BigIntegerField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    granted = models.BooleanField()
    ground = models.TextField(default="")
    decided_at = models.DateTimeField()

    class Meta:
        """Never by who proposed."""

        db_table = "careers_decision"
