"""A run of a control and what it found: written once for each subject, seen again or no more by later runs, never removed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Run(models.Model):
    """One control, run at a cut-off. `found` is how many subjects its query gave; `query_hash` the SHA-256 of the query's text."""

    control = models.CharField(max_length=32)
    cut_off = models.DateTimeField()
    found = models.IntegerField()
    query_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The last run of a control is asked for."""

        db_table = "controls_run"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["control", "id"], name="controls_run_of")]


class Finding(models.Model):
    """What a control found on a subject over a span, once; what it saw then and at which stake is in `Seen`.

    `subject_kind` is award, account (a payee's), prescriber, agency, pair, officer or proposer; `subject` its key. `person` and `award`
    where there is one; `accounts` are those of officers concerned: they neither read it nor act on it.
    """

    control = models.CharField(max_length=32)
    fund = models.CharField(max_length=6)
    subject_kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=64)
    starts_on = models.DateField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    award = models.ForeignKey("benefits.Award", on_delete=models.PROTECT, null=True, related_name="+")
    accounts = ArrayField(models.BigIntegerField(), default=list)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    found_at = models.DateTimeField()

    class Meta:
        """A subject, a span: one finding of a control."""

        db_table = "controls_finding"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["control", "fund", "subject_kind", "subject", "starts_on"], name="controls_finding_once")
        ]


class Seen(models.Model):
    """What a run saw of a finding, where the run before saw otherwise: the stake, the span, the rows; or that it is there no more.

    `stake` is in centimes; `evidence` lists {kind, id}; `reasons` are the values of the sentence that says why.
    """

    pk = models.CompositePrimaryKey("finding_id", "run_id")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    present = models.BooleanField()
    ends_on = models.DateField(null=True)
    stake = models.BigIntegerField()
    reasons = models.JSONField()
    evidence = models.JSONField()

    class Meta:
        """The table."""

        db_table = "controls_seen"
