"""What was laid on dues: settlements of receipts and of credits, matches by due and by share, and their reversals."""

from typing import ClassVar

from django.db import models

PROTECT = models.PROTECT


class Settlement(models.Model):
    """One receipt, or one use of an employer's credit, laid on dues. A receipt is settled once."""

    receipt = models.OneToOneField("contributions.Receipt", on_delete=PROTECT, null=True, related_name="+")
    employer = models.ForeignKey("contributions.Payer", on_delete=PROTECT, null=True, related_name="+")
    debtor = models.CharField(max_length=13, default="EMPLOYER")
    method = models.CharField(max_length=9)
    """automatic, by_hand, credit (a use of credit), note (a negative due), return or transfer."""
    switches = models.CharField(max_length=80)
    amount = models.BigIntegerField()
    credit = models.BigIntegerField()
    """What was left after the dues and stays as the employer's credit."""
    entry_id = models.BigIntegerField()
    booked_on = models.DateField()
    settled_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    settled_at = models.DateTimeField()
    returns = models.OneToOneField("contributions.Receipt", on_delete=PROTECT, null=True, related_name="+")
    """The receipt a return took back: unique, so it comes back once."""

    class Meta:
        """The table."""

        db_table = "contributions_settlement"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(method="return") | models.Q(returns__isnull=True), name="contributions_settlement_returns"
            )
        ]


class Match(models.Model):
    """What one settlement laid on one due."""

    settlement = models.ForeignKey(Settlement, on_delete=PROTECT, related_name="+")
    due = models.ForeignKey("contributions.Due", on_delete=PROTECT, related_name="+")
    employer_id = models.BigIntegerField(db_index=True)
    amount = models.BigIntegerField()
    booked_on = models.DateField()

    class Meta:
        """The table."""

        db_table = "contributions_match"


class MatchShare(models.Model):
    """What one match laid on one share of its due; the shares of a match add up to it (a trigger)."""

    pk = models.CompositePrimaryKey("match_id", "rank")
    match = models.ForeignKey(Match, on_delete=PROTECT, related_name="+", db_index=False)
    rank = models.SmallIntegerField()
    due_id = models.BigIntegerField(db_index=True)
    employer_id = models.BigIntegerField()
    branch = models.CharField(max_length=24)
    fund = models.CharField(max_length=7)
    amount = models.BigIntegerField()
    month = models.DateField()
    """The month of the due."""
    booked_on = models.DateField()

    class Meta:
        """The table."""

        db_table = "contributions_match_share"


class MatchReversal(models.Model):
    """A match that no longer counts: the receipt came back, or the due was replaced."""

    match = models.OneToOneField(Match, on_delete=PROTECT, primary_key=True, related_name="+")
    employer_id = models.BigIntegerField()
    reason = models.CharField(max_length=40)
    entry_id = models.BigIntegerField()
    booked_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "contributions_match_reversal"


class CreditMovement(models.Model):
    """A change of an employer's credit; the sum is never negative (a trigger)."""

    employer = models.ForeignKey("contributions.Payer", on_delete=PROTECT, related_name="+")
    debtor = models.CharField(max_length=13, default="EMPLOYER")
    amount = models.BigIntegerField()
    cause = models.CharField(max_length=11)
    """overpaid, released, credit_note, used or returned."""
    settlement = models.ForeignKey(Settlement, on_delete=PROTECT, null=True, related_name="+", db_index=False)
    due = models.ForeignKey("contributions.Due", on_delete=PROTECT, null=True, related_name="+", db_index=False)
    entry_id = models.BigIntegerField()
    booked_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "contributions_credit_movement"
