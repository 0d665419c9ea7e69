"""What the books hold. Composite keys, triggers and row-level security are in the migration's SQL; nothing here is ever changed."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

PROTECT = models.PROTECT
NOTHING = models.DO_NOTHING


class LedgerAccount(models.Model):
    """An account: a fund, a nature, a branch or none, a party or none."""

    fund = models.TextField()
    nature = models.TextField()
    branch = models.TextField(default="")
    party = models.TextField(default="")

    class Meta:
        """An account never mixes funds: postings name it together with its fund."""

        db_table = "ledger_account"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fund", "nature", "branch", "party"], name="ledger_account_words"),
            models.UniqueConstraint(fields=["id", "fund"], name="ledger_account_fund"),
        ]


class Entry(models.Model):
    """One act in the books."""

    journal = models.TextField()
    booked_on = models.DateField()
    verb = models.TextField()
    act_key = models.TextField(unique=True)
    actor = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    written_at = models.DateTimeField(editable=False)
    """The server's clock when the entry was written: nobody says it. `recorded_at` is the instant the act says of itself."""
    document_kind = models.TextField(default="")
    document_id = models.TextField(default="")
    document_hash = models.TextField(default="")
    law_version = models.TextField(default="")
    reverses = models.OneToOneField("self", on_delete=PROTECT, null=True, related_name="reversal")
    party_kind = models.TextField(default="")
    party_id = models.BigIntegerField(null=True)
    memo_key = models.TextField(default="")
    memo = models.JSONField(default=dict)
    funds = ArrayField(models.TextField())
    posting_count = models.SmallIntegerField()
    first_line = models.SmallIntegerField(default=1)
    proposal = models.OneToOneField("ledger.Approval", on_delete=PROTECT, null=True, related_name="+", db_constraint=False)

    class Meta:
        """The pair (id, booked_on) is what postings refer to, so that their day is the entry's."""

        db_table = "ledger_entry"
        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["id", "booked_on"], name="ledger_entry_day")]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["party_kind", "party_id"], name="ledger_entry_party"),
            models.Index(fields=["document_kind", "document_id"], name="ledger_entry_document"),
        ]


class Posting(models.Model):
    """One line of an entry; centimes, debit positive, credit negative, never nil."""

    pk = models.CompositePrimaryKey("entry_id", "line_no")
    entry = models.ForeignKey(Entry, on_delete=NOTHING, related_name="+", db_constraint=False, db_index=False)
    line_no = models.SmallIntegerField()
    fund = models.TextField()
    account = models.ForeignKey(LedgerAccount, on_delete=NOTHING, related_name="+", db_constraint=False, db_index=False)
    booked_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        """Balances are read from one index."""

        db_table = "ledger_posting"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "booked_on"], include=["amount"], name="ledger_posting_balance")
        ]


class Seal(models.Model):
    """One link of a journal's chain: the digest of an entry's rows, bound to the link before."""

    pk = models.CompositePrimaryKey("journal", "seq")
    journal = models.TextField()
    seq = models.BigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=NOTHING, related_name="+")
    digest = models.BinaryField()
    previous = models.BinaryField()
    link = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        """Written by the sealer only."""

        db_table = "ledger_seal"


class Proposal(models.Model):
    """A journal file, or the reversal of one, proposed by one person."""

    kind = models.TextField()
    flow = models.TextField()
    content = models.TextField()
    content_hash = models.TextField(unique=True)
    booked_on = models.DateField()
    reverses = models.ForeignKey(Entry, on_delete=PROTECT, null=True, related_name="+")
    memo_ar = models.TextField(default="")
    memo_fr = models.TextField(default="")
    funds = ArrayField(models.TextField())
    proposed_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()

    class Meta:
        """The pair (id, proposed_by) is what a decision refers to, so that the database sees two different people."""

        db_table = "ledger_proposal"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["id", "proposed_by"], name="ledger_proposal_proposer")
        ]


class ProposalLine(models.Model):
    """One line of a proposed journal file."""

    pk = models.CompositePrimaryKey("proposal_id", "line_no")
    proposal = models.ForeignKey(Proposal, on_delete=PROTECT, related_name="+", db_index=False)
    line_no = models.SmallIntegerField()
    fund = models.TextField()
    nature = models.TextField()
    branch = models.TextField(default="")
    party = models.TextField(default="")
    amount = models.BigIntegerField()

    class Meta:
        """Lines are numbered from 1."""

        db_table = "ledger_proposal_line"


class Approval(models.Model):
    """The agreement of a second person: without it no general entry exists."""

    proposal = models.OneToOneField(Proposal, on_delete=PROTECT, primary_key=True, related_name="+")
    proposed_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    decided_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField()

    class Meta:
        """Proposer and approver differ."""

        db_table = "ledger_approval"


class Decline(models.Model):
    """The refusal of a proposal by a second person, or its withdrawal by the first."""

    proposal = models.OneToOneField(Proposal, on_delete=PROTECT, primary_key=True, related_name="+")
    decided_by = models.ForeignKey("access.Account", on_delete=PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField()
    reason = models.TextField(default="")

    class Meta:
        """A proposal is decided once."""

        db_table = "ledger_decline"
