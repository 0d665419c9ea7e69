"""Whom an account of contributions is for."""

from typing import ClassVar

from django.db import models


class Payer(models.Model):
    """The number of an employer or of a self-employed person's affiliation; filled by the database as they are registered.

    `employer` in dues, settlements and credits names one of these: an employer, or from `payers.FIRST` on a self-employed person.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=13)

    class Meta:
        """A number is of one kind (its range says which)."""

        db_table = "contributions_payer"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(kind__in=["employer", "self_employed"]), name="contributions_payer_kind")
        ]
