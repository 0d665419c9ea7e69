"""Adopted documents: the only way in for budgets, targets and promises."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

PROTECT = models.PROTECT
ACCOUNT = "access.Account"


class Document(models.Model):
    """A file as it was proposed, whole. A later version of the same series replaces the one before, once it is approved."""

    sha256 = models.CharField(max_length=64, unique=True)
    content = models.TextField()
    series = models.CharField(max_length=60)
    version = models.SmallIntegerField()
    title_ar = models.TextField()
    title_fr = models.TextField()
    body_ar = models.TextField()
    body_fr = models.TextField()
    adopted_on = models.DateField()
    funds = ArrayField(models.TextField())
    rows = models.IntegerField()
    by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The pair (id, by) is what an approval refers to, so that the two people differ in the database."""

        db_table = "steering_document"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["id", "by"], name="steering_document_by"),
        ]


class DocumentRow(models.Model):
    """A value of a document, in the unit of the catalogue, for a month or a year ("": the funds together)."""

    pk = models.CompositePrimaryKey("document_id", "line")
    document = models.ForeignKey(Document, on_delete=PROTECT, related_name="+", db_index=False)
    line = models.IntegerField()
    indicator = models.CharField(max_length=60)
    fund = models.CharField(max_length=7, default="")
    starts = models.DateField()
    ends = models.DateField()
    kind = models.CharField(max_length=8)
    value = models.BigIntegerField()

    class Meta:
        """Once a document, fund, period and kind."""

        db_table = "steering_document_row"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "indicator", "fund", "starts", "ends", "kind"], name="steering_document_row_once"),
        ]


class Adoption(models.Model):
    """A second person found the file to be the adopted document: its values count from then on."""

    document = models.OneToOneField(Document, on_delete=PROTECT, primary_key=True, related_name="+")
    proposed_by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Another person than the one who proposed."""

        db_table = "steering_adoption"


class DocumentDeclined(models.Model):
    """A second person did not find the file to be the adopted document, and says why."""

    document = models.OneToOneField(Document, on_delete=PROTECT, primary_key=True, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Decided once."""

        db_table = "steering_document_declined"
