"""Awards: who is paid what from which day, as held true from a moment; and what is owed either way for months gone by."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mizan.funds.benefits.models.claims import Claim
from mizan.funds.benefits.models.decisions import Decision


class Award(models.Model):
    """What a fund pays a person (`person`) on somebody's rights (`rights_of`), from a day on; its terms say how much.

    `pays` is "monthly", or "once" where the amounts of a term are the whole of what it gives.
    """

    fund = models.CharField(max_length=6)
    kind = models.CharField(max_length=22)
    pays = models.CharField(max_length=7)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    rights_of = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    first_decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()

    class Meta:
        """The table."""

        db_table = "benefits_award"


class Term(models.Model):
    """What an award pays from a day until another (excluded), in centimes; frozen with the decision that gave it.

    Gross is the earned part, what the fund and the State add to reach a minimum, and supplements; net is gross less both deductions.
    `least_m` of `least_of_m` is the part of the minimum of a kind (`least_kind`) that the award was given on its day: an increase holds the
    award to the same part of the minimum of another day. "" and 0 where none is known.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    pension_m = models.BigIntegerField()
    fund_adds_m = models.BigIntegerField()
    state_adds_m = models.BigIntegerField()
    supplement_m = models.BigIntegerField()
    gross_m = models.BigIntegerField()
    social_insurance_m = models.BigIntegerField()
    income_tax_m = models.BigIntegerField()
    net_m = models.BigIntegerField()
    least_kind = models.CharField(max_length=18, default="", db_default="")
    least_m = models.BigIntegerField(default=0, db_default=0)
    least_of_m = models.BigIntegerField(default=0, db_default=0)
    law_version = models.TextField()
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        """The terms held true of an award never overlap (exclusion constraint in SQL)."""

        db_table = "benefits_award_term"


class TermClosed(models.Model):
    """Which decision ended the time a term was held true: none ends by itself."""

    term = models.OneToOneField(Term, on_delete=models.PROTECT, primary_key=True, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """The table."""

        db_table = "benefits_term_closed"


class Adjustment(models.Model):
    """What became due for months gone by: arrears to the person or a debt of the person, net, with its entry in the books.

    A decision made it so, or the reversal of a payment that should not have been made.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+", null=True)
    reversal = models.OneToOneField("benefits.InstalmentReversal", on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=7)
    amount = models.BigIntegerField()
    from_month = models.DateField()
    to_month = models.DateField()
    """The last month concerned, included, as its first day."""
    entry_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "benefits_adjustment"


class PayeeAccount(models.Model):
    """Where a person is paid: a postal account (ccp) or a bank's (rib)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    account = models.CharField(max_length=20)
    account_kind = models.CharField(max_length=3)
    holder_name = models.TextField()
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """One account of a person at a time (unique index in SQL)."""

        db_table = "benefits_payee_account"
