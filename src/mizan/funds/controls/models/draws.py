"""What chance drew."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Draw(models.Model):
    """The awards drawn for a quarter of a fund: `each` of the `population` paid in the three months before `cut_off`, by the seed."""

    fund = models.CharField(max_length=6)
    quarter = models.DateField()
    seed = models.CharField(max_length=64)
    each = models.SmallIntegerField()
    population = models.IntegerField()
    awards = ArrayField(models.BigIntegerField())
    cut_off = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Once a quarter for a fund; what the seed draws (trigger in SQL)."""

        db_table = "controls_draw"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fund", "quarter"], name="controls_draw_once"),
        ]
