"""A difference between the annual wages declared and the bases declared by period, and what was said of it."""

from typing import ClassVar

from django.db import models

PROTECT = models.PROTECT


class ReconciliationCase(models.Model):
    """One quarter of one employer whose bases differ: shown to both sides, posted only when confirmed or lapsed."""

    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    quarter_key = models.CharField(max_length=7)
    sequence = models.SmallIntegerField(default=1)
    filing = models.ForeignKey("contributions.Filing", on_delete=PROTECT, related_name="+", db_index=False)
    das_base = models.BigIntegerField()
    assessed_base = models.BigIntegerField()
    opened_on = models.DateField()
    confirmed_on = models.DateField()
    """The day an unanswered difference counts as confirmed."""
    recorded_at = models.DateTimeField()

    class Meta:
        """Cases of a quarter follow one another."""

        db_table = "contributions_reconciliation_case"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["employer", "quarter_key", "sequence"], name="contributions_case_key"),
            models.CheckConstraint(condition=~models.Q(das_base=models.F("assessed_base")), name="contributions_case_differs"),
        ]


class CaseStep(models.Model):
    """One thing that happened to a case. A case is closed once."""

    case = models.ForeignKey(ReconciliationCase, on_delete=PROTECT, related_name="+")
    employer_id = models.BigIntegerField()
    step = models.CharField(max_length=12)
    closes = models.BooleanField()
    by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    taken_at = models.DateTimeField()
    taken_on = models.DateField()
    note = models.TextField()

    class Meta:
        """Steps: contested, upheld, confirmed, lapsed, withdrawn, replaced."""

        db_table = "contributions_case_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(closes=True), name="contributions_case_closed_once"),
            models.UniqueConstraint(fields=["case", "step"], name="contributions_case_step_once"),
            models.CheckConstraint(
                condition=models.Q(step__in=["contested", "upheld"], closes=False)
                | models.Q(step__in=["confirmed", "lapsed", "withdrawn", "replaced"], closes=True),
                name="contributions_case_step",
            ),
        ]
