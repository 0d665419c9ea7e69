"""One row per line of a wage declaration that was taken, when it was known, and which later filing superseded it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class WageLine(models.Model):
    """One worker's year at one employer, as one line of one declaration says it. Never changed, never deleted.

    Amounts are centimes. A quarter holds a duration, its unit (H hours, J days, M months, a space when nothing) and the contributory wage.
    `shares` are the year's contributions of this line by branch and payer, in the rank order of the law's ten lines.
    """

    pk = models.CompositePrimaryKey("filing_id", "line_no")
    filing_id = models.BigIntegerField()
    line_no = models.IntegerField()
    employer = models.ForeignKey("people.Employer", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    year = models.SmallIntegerField()
    nss = models.CharField(max_length=12, db_collation="C")
    surname = models.CharField(max_length=25)
    given_name = models.CharField(max_length=25)
    birth_date = models.DateField(null=True)
    q1_duration = models.SmallIntegerField()
    q1_unit = models.CharField(max_length=1)
    q1_amount = models.BigIntegerField()
    q2_duration = models.SmallIntegerField()
    q2_unit = models.CharField(max_length=1)
    q2_amount = models.BigIntegerField()
    q3_duration = models.SmallIntegerField()
    q3_unit = models.CharField(max_length=1)
    q3_amount = models.BigIntegerField()
    q4_duration = models.SmallIntegerField()
    q4_unit = models.CharField(max_length=1)
    q4_amount = models.BigIntegerField()
    total = models.BigIntegerField()
    entered_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    shares = ArrayField(models.BigIntegerField())

    class Meta:
        """One index for the career of a person; a filing's lines are found by the primary key."""

        db_table = "careers_wage_line"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["nss"], name="careers_wage_line_nss")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(
                    total=models.F("q1_amount") + models.F("q2_amount") + models.F("q3_amount") + models.F("q4_amount"), total__gte=0
                ),
                name="careers_wage_line_total",
            ),
        ]


class Supersession(models.Model):
    """A line that a regularisation replaced: the line stays readable, the later filing counts."""

    pk = models.CompositePrimaryKey("filing_id", "line_no")
    filing_id = models.BigIntegerField()
    line_no = models.IntegerField()
    employer = models.ForeignKey("people.Employer", on_delete=models.PROTECT, related_name="+")
    by_filing_id = models.BigIntegerField(db_index=True)
    recorded_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "careers_supersession"


class Declaration(models.Model):
    """A yearly declaration taken into careers, and the moment its lines have been known from; it is the news of its workers' careers."""

    filing_id = models.BigIntegerField(primary_key=True)
    employer = models.ForeignKey("people.Employer", on_delete=models.PROTECT, db_constraint=False, related_name="+")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=1)
    recorded_at = models.DateTimeField()

    class Meta:
        """One for all lines of a filing: a moment on every line would say the same thing a hundred times."""

        db_table = "careers_declaration"


class DeclarationTaken(models.Model):
    """That a consumer (a word, for instance "reassessment") has acted on a declaration's lines."""

    pk = models.CompositePrimaryKey("filing_id", "consumer")
    filing = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="+", db_index=False)
    consumer = models.CharField(max_length=32)
    taken_at = models.DateTimeField()

    class Meta:
        """Once each."""

        db_table = "careers_declaration_taken"
