"""Dues that were not paid in time, kept apart by the database itself: no act writes here."""

from django.db import models


class Overdue(models.Model):
    """A due not paid whole by the end of its day, or from which something laid was taken back; once here, always here."""

    due = models.OneToOneField("contributions.Due", on_delete=models.PROTECT, primary_key=True, related_name="+")
    employer_id = models.BigIntegerField()
    due_on = models.DateField()

    class Meta:
        """The table."""

        db_table = "contributions_overdue"


class OverdueNight(models.Model):
    """A night that looked at the dues whose day had passed: each due of a day before `until` was looked at, or enters when it is booked."""

    until = models.DateField(primary_key=True)
    kept_apart = models.BigIntegerField()
    looked_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "contributions_overdue_night"
