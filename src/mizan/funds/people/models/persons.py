"""Persons: the card as it stands, every identity they were known by, the funds they belong to, and files found to be one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Person(models.Model):
    """A person's card as it stands now, kept by the database from the identities and the civil events; nobody writes on it.

    `nss` is missing for those who are not insured themselves (a child, a spouse); `birth_presumed` says what a presumed date leaves out.
    """

    nss = models.CharField(max_length=12, unique=True, null=True)
    nin = models.CharField(max_length=18, default="")
    surname_ar = models.TextField(default="")
    given_name_ar = models.TextField(default="")
    surname_fr = models.TextField()
    given_name_fr = models.TextField()
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1, default="")
    birth_presumed = models.CharField(max_length=5, default="")
    birth_place = models.TextField(default="")
    died_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Names in French are the capitals of the official files."""

        db_table = "people_person"


class Identity(models.Model):
    """An identity a person was known by, from `known_from` until `known_until` (still, if empty)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    nss = models.CharField(max_length=12, null=True)
    nin = models.CharField(max_length=18, default="")
    surname_ar = models.TextField(default="")
    given_name_ar = models.TextField(default="")
    surname_fr = models.TextField()
    given_name_fr = models.TextField()
    birth_date = models.DateField(null=True)
    birth_presumed = models.CharField(max_length=5, default="")
    birth_place = models.TextField(default="")
    sex = models.CharField(max_length=1, default="")
    event = models.ForeignKey("people.Event", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        """One identity is held true at a time."""

        db_table = "people_identity"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(known_until__isnull=True), name="people_identity_one")
        ]


class Affiliation(models.Model):
    """The fund a person belongs to and the agency that holds the file, from a day on; the latest known counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fund = models.CharField(max_length=7)
    agency_code = models.CharField(max_length=5)
    starts_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        """One agency for each fund at a time."""

        db_table = "people_affiliation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "fund"], condition=models.Q(known_until__isnull=True), name="people_affiliation_one")
        ]


class PaidBy(models.Model):
    """A fund that pays a person something, on their own rights or another's: its officers may open the file. Nothing of what is paid."""

    pk = models.CompositePrimaryKey("person_id", "fund")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    fund = models.CharField(max_length=7)

    class Meta:
        """The table."""

        db_table = "people_paid_by"


class Merge(models.Model):
    """Two files found to be one person's; undone by ending the time it was held true."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ground = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        """A file is merged into one other at a time."""

        db_table = "people_merge"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["merged"], condition=models.Q(known_until__isnull=True), name="people_merge_once")
        ]
