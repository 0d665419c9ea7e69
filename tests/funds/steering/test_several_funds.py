"""One account that directs several funds does in one act what it may do in each; a director reads the funds together, as sums."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.funds.steering.register_world import RATE, confirmed, kept
from tests.funds.steering.steering_world import CONFIRMED_AT, drafts, terms

from mizan.config.database import connect_as
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.context import acting_as
from mizan.funds.access.queries import system_account
from mizan.funds.access.types import Role, Scope
from mizan.funds.steering import actions
from mizan.kernel.refusals import Refused

DOCUMENT = """mizan-adopted;1
series;trois-caisses-2026
version;1
title_ar;أهداف سنة 2026
title_fr;Objectifs de 2026
body_ar;المجلس
body_fr;Conseil
adopted_on;2026-02-22
indicator;fund;period;kind;value
recovery_rate;CNAS;2026;target;90
spending;CNR;2026-06;budget;1000,00
recovery_rate;CASNOS;2026;target;80
recovery_rate;;2026;target;88
"""


def director_of(*funds: str) -> int:
    """An account that directs some funds."""
    with connect_as("batch"):
        by = system_account()
        account = open_account(
            username=f"dg_{'_'.join(funds).lower()}", name_ar="مدير عام", name_fr="Directeur général", language="fr", password=None, by=by,
            at=CONFIRMED_AT,
        )  # fmt: skip
        for fund in funds:
            grant_role(
                account_id=account, role=Role.DIRECTOR, scope_kind=Scope.FUND, scope_id=fund, valid_from=date(2020, 1, 1), by=by,
                at=CONFIRMED_AT,
            )  # fmt: skip
    return account


def test_a_document_of_several_funds_takes_one_account_that_directs_them_and_one_other(people: Any) -> None:
    general, two = director_of("CNAS", "CNR", "CASNOS"), director_of("CNAS", "CNR")
    with acting_as(two), pytest.raises(Refused, match="steering_not_yours"):
        actions.propose_document(DOCUMENT.encode(), by=two, at=CONFIRMED_AT)
    with acting_as(general):
        made = actions.propose_document(DOCUMENT.encode(), by=general, at=CONFIRMED_AT)
        with pytest.raises(Refused, match="document_needs_another_person"):
            actions.approve_document(made, by=general, at=CONFIRMED_AT)
    with acting_as(two), pytest.raises(Refused, match="steering_not_yours"):
        actions.approve_document(made, by=two, at=CONFIRMED_AT)
    with acting_as(people["minister"]):
        actions.approve_document(made, by=people["minister"], at=CONFIRMED_AT)


def test_who_directs_every_fund_gives_an_instruction_for_them_together(people: Any) -> None:
    general, two = director_of("CNAS", "CNR", "CASNOS"), director_of("CNAS", "CNR")
    for rank, (who, allowed) in enumerate(((general, True), (two, False), (people["cnas_director"], False))):
        draft = drafts(people["minister"])[rank]
        with acting_as(who):
            if allowed:
                number = actions.confirm_instruction(draft.id, terms("recovery_rate", fund=None), by=who, at=CONFIRMED_AT, source=RATE)
            else:
                with pytest.raises(Refused, match="steering_not_yours"):
                    actions.confirm_instruction(draft.id, terms("recovery_rate", fund=None), by=who, at=CONFIRMED_AT, source=RATE)
    assert kept(number, people["cnas_director"]).fund is None
    assert confirmed(people, "recovery_rate", rank=2, fund=None)
