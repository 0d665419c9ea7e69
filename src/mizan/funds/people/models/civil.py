"""Civil events, the household they and declarations make, and the news of what changed on whom."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from mizan.funds.people.models.persons import Person


class Event(models.Model):
    """Something that happened to a person on a day, known from a moment; a later one may supersede or annul it, and both stay readable."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=18)
    on_day = models.DateField()
    spouse = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    mother = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    father = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    place = models.TextField(default="")
    note = models.TextField(default="")
    source = models.CharField(max_length=14)
    source_ref = models.CharField(max_length=64, default="")
    content_hash = models.CharField(max_length=64, default="")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    annuls = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)
    written_at = models.DateTimeField(editable=False)

    class Meta:
        """An event of a source is taken once."""

        db_table = "people_event"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "source_ref"], condition=~models.Q(source_ref=""), name="people_event_taken_once")
        ]


class Tie(models.Model):
    """A member of a person's household for a span of days, by its rank: 1-15 children, 80-83 spouses, 90-93 ascendants.

    `own_ends_on` is the end that was declared or that a divorce gives; `ends_on` is earlier where one of the two has died.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=9)
    rank = models.SmallIntegerField()
    starts_on = models.DateField()
    own_ends_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    cause = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.TextField(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        """A rank has one member at a time (exclusion constraint in SQL)."""

        db_table = "people_tie"


class Change(models.Model):
    """The news that something changed on a person, from which day on; whoever decides on it takes each piece of news once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    since = models.DateField()
    ref = models.BigIntegerField()
    known_from = models.DateTimeField()
    written_at = models.DateTimeField(editable=False)

    class Meta:
        """The table."""

        db_table = "people_change"


class ChangeTaken(models.Model):
    """That a consumer (a word, for instance "reassessment") has acted on a piece of news, in the transaction of its act."""

    pk = models.CompositePrimaryKey("change_id", "consumer")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+", db_index=False)
    consumer = models.CharField(max_length=32)
    taken_at = models.DateTimeField()

    class Meta:
        """Once each."""

        db_table = "people_change_taken"


class ChangePassed(models.Model):
    """That a consumer has taken every piece of news up to one; written by the database itself."""

    pk = models.CompositePrimaryKey("consumer", "until")
    consumer = models.CharField(max_length=32)
    until = models.BigIntegerField()
    passed_at = models.DateTimeField()

    class Meta:
        """Marks only go on."""

        db_table = "people_change_passed"


class WaitingEvent(models.Model):
    """A line of the civil register's feed that could not be taken, with the reason; kept until somebody looks."""

    source_ref = models.CharField(max_length=64)
    line_no = models.IntegerField()
    text = models.TextField()
    text_hash = models.CharField(max_length=64, unique=True)
    field = models.CharField(max_length=32)
    code = models.CharField(max_length=64)
    waits_since = models.DateTimeField()

    class Meta:
        """The same line waits once."""

        db_table = "people_waiting_event"
