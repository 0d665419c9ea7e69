"""Questions about the books. As ``web`` each answers for the funds granted to the account of the transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import connection

from mizan.funds.ledger.models import Entry, LedgerAccount, Posting, Proposal
from mizan.funds.ledger.types import EMPLOYERS, Balance, Disagreement, EntryPosted, Journal, Line, Nature, ProposalKept
from mizan.funds.ledger.verification import verify
from mizan.kernel.funds import Fund

__all__ = [
    "balances",
    "entries_on_document",
    "entry_by_key",
    "entry_on",
    "is_open",
    "movements",
    "pairs_disagree",
    "proposal_on",
    "proposals",
    "unbalanced_funds",
    "verify",
]

_MOVED = """
SELECT a.fund, a.nature, a.branch, a.party, m.month, m.debit, m.credit
  FROM (SELECT p.account_id, {month} AS month,
               COALESCE(sum(p.amount) FILTER (WHERE p.amount > 0), 0) AS debit,
               COALESCE(-sum(p.amount) FILTER (WHERE p.amount < 0), 0) AS credit
          FROM ledger_posting p {entries} WHERE p.booked_on >= %(since)s AND p.booked_on < %(until)s {known} GROUP BY 1, 2) m
  JOIN ledger_account a ON a.id = m.account_id
 WHERE (%(funds)s::text[] IS NULL OR a.fund = ANY (%(funds)s)) AND (%(natures)s::text[] IS NULL OR a.nature = ANY (%(natures)s))
 ORDER BY a.fund, a.nature, a.branch, a.party, m.month
"""

PAIRS = (
    (Nature.OWED_ASSESSED, Nature.CLAIM_ASSESSED),
    (Nature.OWED_RECEIVED, Nature.CLAIM_RECEIVED),
    (Nature.EMPLOYER_CREDIT, Nature.CLAIM_CREDIT),
)
"""What CNAS holds for another fund, and the same in that fund's books. Employers, who keep no books here, have credits without mirror."""
RELIEVERS = (Fund.CNAC, Fund.TRESOR)
"""Who bears reliefs."""


def balances(
    *, until: date, funds: Collection[Fund] | None = None, natures: Collection[Nature] | None = None, known_until: datetime | None = None
) -> tuple[Balance, ...]:
    """What each account holds from its postings booked before ``until`` (excluded), in centimes, ordered by fund, nature, branch, party.

    ``known_until`` shows the books as they were known then: entries recorded before that instant.
    """
    return _moved("NULL::date", date.min, until, funds, natures, known_until)


def movements(
    *,
    since: date,
    until: date,
    funds: Collection[Fund] | None = None,
    natures: Collection[Nature] | None = None,
    known_until: datetime | None = None,
) -> tuple[Balance, ...]:
    """What each account moved in each month from ``since`` until before ``until``; ``month`` is the month's first day."""
    return _moved("date_trunc('month', p.booked_on)::date", since, until, funds, natures, known_until)


def _moved(
    month: str,
    since: date,
    until: date,
    funds: Collection[Fund] | None,
    natures: Collection[Nature] | None,
    known_until: datetime | None,
) -> tuple[Balance, ...]:
    entries = "" if known_until is None else "JOIN ledger_entry e ON e.id = p.entry_id"
    known = "" if known_until is None else "AND e.recorded_at < %(known)s"
    values = {
        "since": since,
        "until": until,
        "known": known_until,
        "funds": None if funds is None else [fund.value for fund in funds],
        "natures": None if natures is None else [nature.value for nature in natures],
    }
    with connection.cursor() as cursor:
        cursor.execute(_MOVED.format(month=month, entries=entries, known=known), values)
        rows = cursor.fetchall()
    return tuple(Balance(Fund(r[0]), Nature(r[1]), r[2], r[3], r[4], int(r[5]), int(r[6])) for r in rows)


def pairs_disagree(*, until: date = date.max) -> tuple[Disagreement, ...]:
    """Every liability of CNAS to a fund that differs from that fund's claim on CNAS, by branch, at a cut-off; nothing when the books agree.

    The reliefs CNAC and the Treasury owe CNAS are compared with CNAS's receivables from them in the same way.
    """
    held: dict[tuple[str, str, str, str], int] = {}
    for balance in balances(until=until):
        held[balance.fund, balance.nature, balance.branch, balance.party] = balance.amount
    pairs: set[tuple[Fund, Fund, str, Nature]] = set()
    for fund, nature, branch, party in held:
        for owed, claimed in PAIRS:
            if nature == owed and party != EMPLOYERS:
                pairs.add((Fund.CNAS, Fund(party), branch, owed))
            if nature == claimed:
                pairs.add((Fund.CNAS, Fund(fund), branch, owed))
        if nature == Nature.RECEIVABLE and party in RELIEVERS:
            pairs.add((Fund(party), Fund.CNAS, branch, Nature.RELIEF_PAYABLE))
        if nature == Nature.RELIEF_PAYABLE:
            pairs.add((Fund(fund), Fund.CNAS, branch, Nature.RELIEF_PAYABLE))
    mirror = {**dict(PAIRS), Nature.RELIEF_PAYABLE: Nature.RECEIVABLE}
    found = []
    for debtor, creditor, branch, nature in sorted(pairs):
        owed_amount = -held.get((debtor, nature, branch, creditor), 0)
        claimed_amount = held.get((creditor, mirror[nature], branch, debtor), 0)
        if owed_amount != claimed_amount:
            found.append(Disagreement(debtor, creditor, branch, nature, owed_amount, claimed_amount))
    return tuple(found)


def unbalanced_funds() -> tuple[Fund, ...]:
    """Funds whose postings do not sum to zero: always none, the database sees to it; asked every night all the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fund FROM ledger_posting GROUP BY fund HAVING sum(amount) <> 0 ORDER BY fund")
        return tuple(Fund(row[0]) for row in cursor.fetchall())


def is_open() -> bool:
    """Whether there is a ledger at all: at least one entry the asker may see."""
    return Entry.objects.exists()


def entry_on(entry_id: int) -> EntryPosted | None:
    """An entry with its lines, if the asker may see it; of its lines, those of funds granted to them."""
    return _entry(Entry.objects.filter(pk=entry_id).first())


def entry_by_key(act_key: str) -> EntryPosted | None:
    """The entry posted for an act, by the act's key."""
    return _entry(Entry.objects.filter(act_key=act_key).first())


def entries_on_document(kind: str, document_id: str) -> tuple[EntryPosted, ...]:
    """The entries that rest on a source document, oldest first."""
    rows = Entry.objects.filter(document_kind=kind, document_id=document_id).order_by("pk")
    return tuple(found for row in rows if (found := _entry(row)) is not None)


def _entry(row: Entry | None) -> EntryPosted | None:
    if row is None:
        return None
    lines = Posting.objects.filter(entry_id=row.pk).order_by("line_no").values_list("fund", "account_id", "amount")
    accounts = LedgerAccount.objects.in_bulk({account for _, account, _ in lines})
    reversal = Entry.objects.filter(reverses_id=row.pk).values_list("pk", flat=True).first()
    return EntryPosted(
        id=row.pk,
        journal=Journal(row.journal),
        booked_on=row.booked_on,
        verb=row.verb,
        act_key=row.act_key,
        actor_id=row.actor_id,
        recorded_at=row.recorded_at,
        document=(row.document_kind, row.document_id, row.document_hash),
        law_version=row.law_version,
        reverses=row.reverses_id,
        reversed_by=reversal,
        party=None if row.party_id is None else (row.party_kind, row.party_id),
        memo_key=row.memo_key,
        memo=row.memo,
        lines=tuple(Line(fund, accounts[a].nature, accounts[a].branch, accounts[a].party, amount) for fund, a, amount in lines),
    )


_PROPOSALS = """
SELECT p.id, p.kind, p.flow, p.content_hash, p.booked_on, p.reverses_id, p.memo_ar, p.memo_fr, p.proposed_by_id, p.proposed_at,
       COALESCE(a.decided_by_id, d.decided_by_id), COALESCE(a.decided_at, d.decided_at),
       CASE WHEN a.proposal_id IS NOT NULL THEN true WHEN d.proposal_id IS NOT NULL THEN false END, e.id
  FROM ledger_proposal p
  LEFT JOIN ledger_approval a ON a.proposal_id = p.id
  LEFT JOIN ledger_decline d ON d.proposal_id = p.id
  LEFT JOIN ledger_entry e ON e.proposal_id = p.id
 WHERE p.id = ANY (%s) ORDER BY p.id DESC
"""

_PROPOSAL_LINES = """
SELECT proposal_id, fund, nature, branch, party, amount FROM ledger_proposal_line WHERE proposal_id = ANY (%s) ORDER BY proposal_id, line_no
"""


def proposals(*, waiting: bool = False, limit: int = 100) -> tuple[ProposalKept, ...]:
    """Journal files and reversals, newest first; with ``waiting`` only those nobody has decided on."""
    rows = Proposal.objects.order_by("-pk")
    if waiting:
        rows = rows.extra(
            where=[
                "NOT EXISTS (SELECT 1 FROM ledger_approval a WHERE a.proposal_id = ledger_proposal.id)",
                "NOT EXISTS (SELECT 1 FROM ledger_decline d WHERE d.proposal_id = ledger_proposal.id)",
            ]
        )
    return _proposals(rows.values_list("pk", flat=True)[:limit])


def proposal_on(proposal_id: int) -> ProposalKept | None:
    """One proposal with its lines, if the asker may see it."""
    found = _proposals([proposal_id])
    return found[0] if found else None


def _proposals(ids: Iterable[int]) -> tuple[ProposalKept, ...]:
    wanted = list(ids)
    lines: dict[int, list[Line]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _PROPOSAL_LINES,
            [wanted],
        )
        for proposal_id, *line in cursor.fetchall():
            lines.setdefault(proposal_id, []).append(Line(*line))
        cursor.execute(_PROPOSALS, [wanted])
        return tuple(ProposalKept(*(*row, tuple(lines.get(row[0], ())))) for row in cursor.fetchall())
