"""Figures kept: append only. Constraints and walls are in the migration's SQL."""

from __future__ import annotations

from django.db import models


class KeptFigure(models.Model):
    """An indicator of a fund ("" for the funds together) for a month, as one snapshot found it.

    `follows` is the snapshot before it of the same figure: their chain is one line. `restates` is set when a closed month's value changed.
    `parts` and `places` are what the value is the sum of; `data_hash` is of the rows it was computed from. A failed figure repeats the last
    good value with its cut-off.
    """

    indicator = models.CharField(max_length=40)
    fund = models.CharField(max_length=7)
    month = models.DateField()
    state = models.CharField(max_length=15)
    value = models.DecimalField(max_digits=30, decimal_places=0, null=True)
    numerator = models.DecimalField(max_digits=30, decimal_places=0, null=True)
    denominator = models.DecimalField(max_digits=30, decimal_places=0, null=True)
    cut_off = models.DateField()
    known_at = models.DateTimeField()
    data_hash = models.CharField(max_length=64)
    version = models.SmallIntegerField()
    missing = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    places = models.JSONField(default=list)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    restates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=12, default="")
    restated = models.JSONField(default=list)

    class Meta:
        """Read by indicator, fund and month, the latest first (unique index in SQL)."""

        db_table = "indicators_figure"


class Alert(models.Model):
    """An alert that a figure raised by its indicator's rule, which stays with it: that rule alone says when it ends."""

    indicator = models.CharField(max_length=40)
    fund = models.CharField(max_length=7)
    owner = models.CharField(max_length=20)
    rule = models.JSONField()
    figure = models.ForeignKey(KeptFigure, on_delete=models.PROTECT, related_name="+", db_index=False)
    against = models.ForeignKey(KeptFigure, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """One open for an indicator, a fund and a rule (trigger in SQL)."""

        db_table = "indicators_alert"


class AlertEnd(models.Model):
    """The figure that ended an alert."""

    alert = models.OneToOneField(Alert, on_delete=models.PROTECT, primary_key=True, related_name="+")
    figure = models.ForeignKey(KeptFigure, on_delete=models.PROTECT, related_name="+", db_index=False)
    against = models.ForeignKey(KeptFigure, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Once."""

        db_table = "indicators_alert_end"


class AlertSeen(models.Model):
    """Somebody has seen an alert; it goes on."""

    pk = models.CompositePrimaryKey("alert_id", "by_id")
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Each person once."""

        db_table = "indicators_alert_seen"
