"""Letters served: their hash, never their text."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.decisions import Decision


class Letter(models.Model):
    """A letter that reached its person. It is made again from its decision, its template and the address it names, to the same bytes."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    template = models.TextField()
    address = models.TextField()
    """The public address printed in the letter, under which its code is verified."""
    sha256 = models.CharField(max_length=64)
    served_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        """A decision is served once in a language: the days to appeal run from there."""

        db_table = "benefits_letter"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decision", "language"], name="benefits_letter_once")
        ]
