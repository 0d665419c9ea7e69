"""Editions: append only, read by everybody. Constraints and walls are in the migration's SQL."""

from __future__ import annotations

from django.db import models


class Edition(models.Model):
    """A document of a kind for a period, as it was published; `follows` is the edition it replaces: their chain is one line."""

    kind = models.CharField(max_length=7)
    period = models.CharField(max_length=7)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    csv_sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        """Read by kind and period, the latest first (indexes in SQL)."""

        db_table = "publication_edition"
