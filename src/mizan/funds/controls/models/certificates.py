"""Certificates as their feed tells them."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class CertificateTold(models.Model):
    """A line of the feed: a certificate of a person, or (`annuls`) that one told before is untrue. Never why somebody stops."""

    ref = models.CharField(max_length=64, unique=True)
    annuls = models.CharField(max_length=64, default="")
    prescriber = models.CharField(max_length=16, default="")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    signed_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    days = models.SmallIntegerField(null=True)
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Each reference once, for ever."""

        db_table = "controls_certificate_told"
