"""What is due, its shares, and the reversal of a due. Append only: a due is corrected by a reversal and a new due."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import NullIf

PROTECT = models.PROTECT


class Due(models.Model):
    """One amount due for a period and a code, rounded once, with the law that gave it.

    The database allows one live due per payer, period, code and kind: sequences are unique, and a due of sequence n needs the reversal
    of sequence n - 1 (a foreign key from `prior_sequence`).
    """

    employer = models.ForeignKey("contributions.Payer", on_delete=PROTECT, related_name="+", db_index=False)
    period_key = models.CharField(max_length=7)
    period_start = models.DateField()
    period_end = models.DateField()
    month = models.DateField()
    """First day of the last month of the period: the month the balance shows the due in."""
    code = models.CharField(max_length=5)
    kind = models.CharField(max_length=15)
    sequence = models.SmallIntegerField(default=1)
    prior_sequence = models.GeneratedField(
        expression=NullIf(models.F("sequence") - 1, 0), output_field=models.SmallIntegerField(), db_persist=True
    )
    debtor = models.CharField(max_length=13, default="EMPLOYER")
    funds = ArrayField(models.TextField())
    """The funds that own a share: whose staff may read the due."""
    base = models.BigIntegerField()
    rate_ppm = models.IntegerField()
    amount = models.BigIntegerField()
    due_on = models.DateField()
    filing = models.ForeignKey("contributions.Filing", on_delete=PROTECT, null=True, related_name="+")
    case = models.ForeignKey("contributions.ReconciliationCase", on_delete=PROTECT, null=True, related_name="+")
    entry_id = models.BigIntegerField()
    booked_on = models.DateField()
    recorded_at = models.DateTimeField()
    law_version = models.CharField(max_length=64)
    trace = models.JSONField()

    class Meta:
        """See the class for the rule of the one live due."""

        db_table = "contributions_due"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["employer", "period_key", "code", "kind", "sequence"], name="contributions_due_key"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="contributions_due_sequence"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["declared", "provisional", "increase", "complementary", "relief_cnac", "relief_treasury"]),
                name="contributions_due_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(debtor__in=["EMPLOYER", "CNAC", "TRESOR", "SELF_EMPLOYED"]), name="contributions_due_debtor"
            ),
        ]


class DueShare(models.Model):
    """The part of a due that one payer bears for one branch; the shares of a due add up to it (a trigger)."""

    pk = models.CompositePrimaryKey("due_id", "rank")
    due = models.ForeignKey(Due, on_delete=PROTECT, related_name="+", db_index=False)
    rank = models.SmallIntegerField()
    employer_id = models.BigIntegerField()
    branch = models.CharField(max_length=24)
    payer = models.CharField(max_length=10)
    fund = models.CharField(max_length=7)
    rate_ppm = models.IntegerField()
    amount = models.BigIntegerField()

    class Meta:
        """The table."""

        db_table = "contributions_due_share"


class DueReversal(models.Model):
    """A due that no longer counts, and why; repeats the due's key so that the next sequence can lean on it."""

    due = models.OneToOneField(Due, on_delete=PROTECT, primary_key=True, related_name="+")
    employer_id = models.BigIntegerField()
    period_key = models.CharField(max_length=7)
    code = models.CharField(max_length=5)
    kind = models.CharField(max_length=15)
    sequence = models.SmallIntegerField()
    reason = models.CharField(max_length=40)
    filing = models.ForeignKey("contributions.Filing", on_delete=PROTECT, null=True, related_name="+", db_index=False)
    entry_id = models.BigIntegerField()
    booked_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Unique so that `Due.prior_sequence` may reference it."""

        db_table = "contributions_due_reversal"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["employer_id", "period_key", "code", "kind", "sequence"], name="contributions_due_reversal_key")
        ]
