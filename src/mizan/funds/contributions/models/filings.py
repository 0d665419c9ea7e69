"""A declaration as it was filed, with what the check found in it."""

from typing import ClassVar

from django.db import models

PROTECT = models.PROTECT


class Filing(models.Model):
    """One declaration taken: its receipt number, the period it is for and the hash of its content.

    The receipt number is made of the form, the period and the id (a check), so it is unique without an index of its own.
    """

    receipt_no = models.CharField(max_length=32)
    form = models.CharField(max_length=3)
    employer = models.ForeignKey("contributions.Payer", on_delete=PROTECT, related_name="+", db_index=False)
    period_key = models.CharField(max_length=7)
    period_start = models.DateField()
    period_end = models.DateField()
    kind = models.CharField(max_length=10)
    outcome = models.CharField(max_length=25)
    content_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=5)
    filed_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False, db_constraint=False)
    filed_at = models.DateTimeField()
    filed_on = models.DateField()
    lines = models.IntegerField()
    taken = models.IntegerField()
    q1_base = models.BigIntegerField(null=True)
    q2_base = models.BigIntegerField(null=True)
    q3_base = models.BigIntegerField(null=True)
    q4_base = models.BigIntegerField(null=True)
    workers_total = models.IntegerField(null=True)
    hired = models.IntegerField(null=True)
    left_count = models.IntegerField(null=True)
    supersedes = models.ForeignKey("self", on_delete=PROTECT, null=True, related_name="+", db_index=False)
    law_version = models.CharField(max_length=64)

    class Meta:
        """The same content in the place of the same version is the same declaration.

        A year has one normal DAS, a period one normal or nil DAC.
        """

        db_table = "contributions_filing"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["employer", "form", "period_key", "kind", "content_hash", "supersedes"],
                nulls_distinct=False,
                name="contributions_filing_same_content",
            ),
            models.UniqueConstraint(
                fields=["employer", "form", "period_key"],
                condition=models.Q(kind__in=["N", "normal", "nil"]),
                name="contributions_filing_one_normal",
            ),
            models.UniqueConstraint(
                fields=["supersedes"], condition=models.Q(supersedes__isnull=False), name="contributions_filing_superseded_once"
            ),
            models.CheckConstraint(
                condition=models.Q(form="DAS", kind__in=["N", "C", "R"])
                | models.Q(form="DAC", kind__in=["normal", "nil", "rectifying"])
                | models.Q(form="DAA", kind__in=["normal", "rectifying"]),
                name="contributions_filing_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["accepted", "accepted_with_corrections", "partly_taken"]),
                name="contributions_filing_outcome",
            ),
        ]


class Anomaly(models.Model):
    """One thing the check found in a declaration that was taken."""

    filing = models.ForeignKey(Filing, on_delete=PROTECT, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, related_name="+", db_constraint=False, db_index=False)
    line = models.IntegerField()
    field = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=7)
    message_ar = models.TextField()
    message_fr = models.TextField()
    basis = models.TextField()
    found = models.TextField()
    expected = models.TextField()

    class Meta:
        """The table."""

        db_table = "contributions_anomaly"


class DacLine(models.Model):
    """One code of a contribution declaration and its base in centimes."""

    filing = models.ForeignKey(Filing, on_delete=PROTECT, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, related_name="+", db_constraint=False, db_index=False)
    code = models.CharField(max_length=3)
    base = models.BigIntegerField()

    class Meta:
        """One line per code."""

        db_table = "contributions_dac_line"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["filing", "code"], name="contributions_dac_line_one_per_code")
        ]


class Abatement(models.Model):
    """One worker of an abatement annex, with the decision that grants the relief."""

    filing = models.ForeignKey(Filing, on_delete=PROTECT, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, related_name="+", db_constraint=False, db_index=False)
    code = models.CharField(max_length=3)
    nss = models.CharField(max_length=12)
    name = models.TextField()
    birth_date = models.DateField(null=True)
    base = models.BigIntegerField()
    decision_no = models.TextField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        """The table."""

        db_table = "contributions_abatement"


class Movement(models.Model):
    """One worker who entered (E) or left (S) in the period, as the movements annex says."""

    filing = models.ForeignKey(Filing, on_delete=PROTECT, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, related_name="+", db_constraint=False, db_index=False)
    nss = models.CharField(max_length=12)
    name = models.TextField()
    sense = models.CharField(max_length=1)
    moved_on = models.DateField(null=True)
    note = models.TextField()

    class Meta:
        """The table."""

        db_table = "contributions_movement"


class WaitingLine(models.Model):
    """A line of a partly taken declaration that was left out, as written: the material of its correction."""

    filing = models.ForeignKey(Filing, on_delete=PROTECT, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, related_name="+", db_constraint=False, db_index=False)
    line_no = models.IntegerField()
    text = models.TextField()

    class Meta:
        """The table."""

        db_table = "contributions_waiting_line"
