"""Whether the books agree."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from mizan.doors.api.passport import CNAS, CONTROLS, SETTLES, caller_of
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.money import FaultShown, LedgerShown, ProofShown
from mizan.doors.proofs import last_proof
from mizan.funds.access.types import Role
from mizan.funds.contributions.checks import faults
from mizan.funds.ledger import queries as ledger

router = Router()
AUDITS = frozenset({Role.AUDITOR})


@router.get("/ledger", **stated({200: LedgerShown}, scope="steer", roles=SETTLES | CONTROLS | AUDITS, collecting=CNAS))
def ledger_status(request: HttpRequest) -> LedgerShown:
    """Ask every check of the books now, over what the account sees; and the last proof of the chains, as the night left it."""
    found = list(faults())
    audits = Role.AUDITOR in caller_of(request).roles
    return LedgerShown(
        sub_ledger=not found,
        zero_sum=not ledger.unbalanced_funds(),
        mirrors=not ledger.pairs_disagree() if audits else None,
        faults=[FaultShown.from_orm(fault) for fault in found],
        proof=_proof(),
    )


def _proof() -> ProofShown | None:
    found = last_proof()
    return None if found is None else ProofShown.from_orm(found)
