"""Whether the books agree."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from mizan.doors.api.passport import CONTROLS, SETTLES, caller_of
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.money import FaultShown, LedgerShown, ProofShown
from mizan.funds.access import queries as access
from mizan.funds.access.types import ActLogged, Role
from mizan.funds.contributions.checks import faults
from mizan.funds.ledger import queries as ledger

router = Router()
AUDITS = frozenset({Role.AUDITOR})


@router.get("/ledger", **stated({200: LedgerShown}, scope="steer", roles=SETTLES | CONTROLS | AUDITS, collecting=True))
def ledger_status(request: HttpRequest) -> LedgerShown:
    """Ask every check of the books now, over what the account sees; an auditor also reads the last proof of the chains."""
    found = list(faults())
    audits = Role.AUDITOR in caller_of(request).roles
    return LedgerShown(
        sub_ledger=not found,
        zero_sum=not ledger.unbalanced_funds(),
        mirrors=not ledger.pairs_disagree() if audits else None,
        faults=[FaultShown.from_orm(fault) for fault in found],
        proof=_proof() if audits else None,
    )


def _proof() -> ProofShown | None:
    logged = next((act for act in access.acts_on("ledger", "books", limit=1) if act.verb == "prove_books"), None)
    return None if logged is None else _shown(logged)


def _shown(logged: ActLogged) -> ProofShown:
    detail: Any = logged.detail
    sound = not (detail["broken"] or detail["guards_off"] or detail["faults"])
    return ProofShown(
        at=logged.at,
        sound=sound,
        verified=detail["verified"],
        unsealed=detail["unsealed"],
        broken=detail["broken"],
        faults=detail["faults"],
    )
