"""What reviews were made of: one row each time, whole, so that the same review is the same document for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Review(models.Model):
    """A review of a fund ("" for the funds together) and a period: every number and status it says, as JSON, and the hash of it.

    `inputs` is the hash of the same without the instant: what did not change is not kept again.
    """

    fund = models.CharField(max_length=7)
    period = models.CharField(max_length=7)
    starts = models.DateField()
    ends = models.DateField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    inputs = models.CharField(max_length=64)
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Read by fund and period, the last first."""

        db_table = "steering_review"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["fund", "period", "-id"], name="steering_review_last")]
