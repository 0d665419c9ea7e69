"""Bank statements and their lines."""

from typing import ClassVar

from django.db import models

PROTECT = models.PROTECT


class Statement(models.Model):
    """A bank statement as imported: opening + lines = closing. The same account and number is the same statement."""

    account = models.CharField(max_length=34)
    fund = models.CharField(max_length=7, default="CNAS")
    """The fund whose account it is: an account is of one fund (the database sees to it)."""
    statement_id = models.CharField(max_length=64)
    opening = models.BigIntegerField()
    closing = models.BigIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField()
    content_hash = models.CharField(max_length=64)
    entry_id = models.BigIntegerField(null=True)
    imported_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    imported_at = models.DateTimeField()

    class Meta:
        """One account, one number, one statement."""

        db_table = "contributions_statement"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "statement_id"], name="contributions_statement_once")
        ]


class Receipt(models.Model):
    """One line of a statement; `amount` is signed (+ received). A return names the receipt it takes back."""

    statement = models.ForeignKey(Statement, on_delete=PROTECT, related_name="+", db_index=False)
    account = models.CharField(max_length=34)
    fund = models.CharField(max_length=7, default="CNAS")
    statement_no = models.CharField(max_length=64)
    line_ref = models.CharField(max_length=64)
    booked_on = models.DateField()
    value_on = models.DateField()
    amount = models.BigIntegerField()
    payer_name = models.TextField()
    payer_account = models.TextField()
    reference = models.TextField()
    returns_ref = models.TextField(blank=True)
    is_return = models.BooleanField()

    class Meta:
        """One bank line (account, statement, line) enters once."""

        db_table = "contributions_receipt"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "statement_no", "line_ref"], name="contributions_receipt_line_once"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="contributions_receipt_amount"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "returns_ref"], condition=models.Q(is_return=True), name="contributions_receipt_return")
        ]
