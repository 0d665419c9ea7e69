"""What CNAS orders to be paid to the owners of the branches it collects."""

from typing import ClassVar

from django.db import models

PROTECT = models.PROTECT


class TransferOrder(models.Model):
    """What was received for one fund up to the end of one month and not yet ordered."""

    fund = models.CharField(max_length=7)
    month = models.DateField()
    amount = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    ordered_on = models.DateField()
    ordered_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    ordered_at = models.DateTimeField()

    class Meta:
        """One order per fund and month."""

        db_table = "contributions_transfer_order"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fund", "month"], name="contributions_transfer_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="contributions_transfer_positive"),
        ]


class TransferLine(models.Model):
    """The part of an order for one branch; negative when returns exceed what came in."""

    order = models.ForeignKey(TransferOrder, on_delete=PROTECT, related_name="+")
    fund = models.CharField(max_length=7)
    branch = models.CharField(max_length=24)
    amount = models.BigIntegerField()

    class Meta:
        """The table."""

        db_table = "contributions_transfer_line"


class TransferSettlement(models.Model):
    """The day an order was paid."""

    order = models.OneToOneField(TransferOrder, on_delete=PROTECT, primary_key=True, related_name="+")
    fund = models.CharField(max_length=7)
    entry_id = models.BigIntegerField()
    settled_on = models.DateField()
    settled_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    settled_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "contributions_transfer_settlement"
