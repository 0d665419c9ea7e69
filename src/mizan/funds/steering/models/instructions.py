"""Instructions: where they were read, what they ask, what was done, where they stood each day. Rows are only added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

PROTECT = models.PROTECT
ACCOUNT = "access.Account"


class Communique(models.Model):
    """A document kept whole: its bytes, and the text in which the places of every quote count."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    text = models.TextField()
    language = models.CharField(max_length=2)
    dated = models.DateField(null=True)
    by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The same bytes are the same communiqué."""

        db_table = "steering_communique"


class Draft(models.Model):
    """An instruction as it was read: `indicators` are the suggested ones with the words that suggest them."""

    communique = models.ForeignKey(Communique, on_delete=PROTECT, related_name="+")
    rank = models.SmallIntegerField()
    text = models.TextField()
    span_start = models.IntegerField()
    span_end = models.IntegerField()
    axis = models.CharField(max_length=12)
    owner = models.TextField(default="")
    deadline = models.DateField(null=True)
    indicators = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    class Meta:
        """In the order of the text."""

        db_table = "steering_draft"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["communique", "rank"], name="steering_draft_rank")
        ]


class DraftRefused(models.Model):
    """A person said that a draft is no instruction, and why."""

    draft = models.OneToOneField(Draft, on_delete=PROTECT, primary_key=True, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """One refusal a draft."""

        db_table = "steering_draft_refused"


class Instruction(models.Model):
    """An instruction's terms. `root` is the first version's id, which is the instruction's number; a later version supersedes one, once.

    `fund`: whose figures it must move ("": the funds together). `aims`: how many indicators it has, checked when the act ends.
    """

    root = models.BigIntegerField()
    version = models.SmallIntegerField()
    supersedes = models.OneToOneField("self", on_delete=PROTECT, null=True, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=PROTECT, related_name="+", db_index=False)
    text_ar = models.TextField(default="")
    text_fr = models.TextField(default="")
    axis = models.CharField(max_length=12)
    fund = models.CharField(max_length=7, default="")
    owner = models.TextField()
    deadline = models.DateField(null=True)
    aims = models.SmallIntegerField()
    reason = models.TextField(default="")
    by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """A draft becomes one instruction."""

        db_table = "steering_instruction"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["root", "version"], name="steering_instruction_version"),
            models.UniqueConstraint(fields=["draft"], condition=models.Q(version=1), name="steering_instruction_draft"),
        ]


class Aim(models.Model):
    """An indicator an instruction must move. The baseline is copied from the live figure; `state` says why there is none.

    `baseline_hash`: of what that figure was computed from.
    """

    pk = models.CompositePrimaryKey("terms_id", "indicator")
    terms = models.ForeignKey(Instruction, on_delete=PROTECT, related_name="+", db_index=False)
    indicator = models.CharField(max_length=60)
    fund = models.CharField(max_length=7, default="")
    span_start = models.IntegerField(null=True)
    span_end = models.IntegerField(null=True)
    baseline_state = models.CharField(max_length=12)
    baseline_month = models.DateField(null=True)
    baseline = models.BigIntegerField(null=True)
    baseline_hash = models.CharField(max_length=64, default="")

    class Meta:
        """One aim an indicator."""

        db_table = "steering_aim"


class Measure(models.Model):
    """What the owner says will be done for an instruction, and by which day."""

    root = models.ForeignKey(Instruction, on_delete=PROTECT, related_name="+")
    fund = models.CharField(max_length=7, default="")
    text = models.TextField()
    due_on = models.DateField()
    by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Of the instruction, whatever its version."""

        db_table = "steering_measure"


class Evidence(models.Model):
    """What shows that a measure was carried out: a document by its hash, or an act of the log."""

    measure = models.ForeignKey(Measure, on_delete=PROTECT, related_name="+")
    fund = models.CharField(max_length=7, default="")
    sha256 = models.CharField(max_length=64, default="")
    name = models.CharField(max_length=200, default="")
    act = models.ForeignKey("access.Act", on_delete=PROTECT, null=True, related_name="+", db_index=False)
    by = models.ForeignKey(ACCOUNT, on_delete=PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """A measure may have several."""

        db_table = "steering_evidence"


class StatusDay(models.Model):
    """Where an instruction stood at the end of a day, with everything it was computed from as known at `known_at`."""

    pk = models.CompositePrimaryKey("root_id", "day")
    root = models.ForeignKey(Instruction, on_delete=PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    terms = models.ForeignKey(Instruction, on_delete=PROTECT, related_name="+", db_index=False)
    fund = models.CharField(max_length=7, default="")
    status = models.CharField(max_length=14)
    why = models.CharField(max_length=12)
    about = models.JSONField(default=list)
    used = models.JSONField(default=dict)
    rule = models.SmallIntegerField()
    known_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        """One a day."""

        db_table = "steering_status"
