"""Pages need Django ready before they can be imported; their tests walk on the story that the API's tests tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import django
import pytest

django.setup()

from django.test import Client  # noqa: E402 - after the setup
from tests.doors import browsing  # noqa: E402
from tests.doors.api.conftest import SELF_EMPLOYED, World, build_world  # noqa: E402
from tests.doors.api.story import tell  # noqa: E402

JOURNAL = """mizan-journal;1
flow;state_grant
booked_on;2026-01-31
memo_ar;إعانة الدولة لشهر جانفي
memo_fr;Dotation de janvier
fund;nature;branch;party;debit;credit
CNAS;bank;;;1000,00;
CNAS;state_grant;;;;1000,00
"""


@dataclass(frozen=True)
class Story:
    """The world after the story: clients signed in by name, and one id of each kind, all of employer "alif"."""

    world: World
    clients: Mapping[str, Client]
    ids: Mapping[str, int]

    @property
    def number(self) -> str:
        """The employer's number."""
        return self.world.numbers["alif"]


def signed_in(account_id: int) -> Client:
    """A browser of this account, without its password."""
    from mizan.funds.access.context import acting_as
    from mizan.funds.access.models import Account

    client = Client(headers={"host": "localhost"})
    with acting_as(account_id):
        account = Account.objects.get(pk=account_id)
    client.force_login(account, backend="mizan.funds.access.auth.Backend")
    return client


def told() -> Story:
    """Declarations, one open difference, a settled receipt and one that waits, an order to pay, a journal proposed."""
    from mizan.config.home import home
    from mizan.doors import clock
    from mizan.funds.access.context import acting_as
    from mizan.funds.contributions import queries
    from mizan.funds.ledger.actions import propose

    (home() / "static").mkdir(exist_ok=True)
    world = build_world()
    tell(Client(headers={"host": "localhost"}), world)
    alif = world.employers["alif"]
    with acting_as(world.accounts["accountant"]):
        proposal = propose(JOURNAL.encode(), by=world.accounts["accountant"], at=clock.now())
        ids = {
            "filing_id": next(one.id for one in queries.filings_of(alif) if one.form == "DAS"),
            "due_id": next(one.id for one in queries.dues_of(alif) if one.code == "R22" and one.period_key == "2025-Q3"),
            "case_id": queries.cases_of(alif)[0].id,
            "settlement_id": queries.settlements_of(alif)[0].id,
            "receipt_id": queries.receipts_waiting()[0].id,
            "proposal_id": proposal,
            "order_id": queries.transfers_of(fund="CNR")[0].id,
            "employer_id": alif,
            "affiliation_id": world.affiliations["trader"],
            "self_due_id": _declared(world),
        }
    return Story(world, {name: signed_in(account) for name, account in world.accounts.items()}, ids)


def _declared(world: World) -> int:
    """The due of the trader's base of 2024: a year nothing else in the story looks at."""
    from mizan.doors import clock
    from mizan.flows.declare_base import declare_base
    from mizan.formats.daa import DaaReturn
    from mizan.funds.access.context import acting_as

    by = world.accounts["trader"]
    with acting_as(by):
        said = DaaReturn(SELF_EMPLOYED["trader"][0], 2024, 100_000_00)
        return declare_base(declaration=said, source="keyed", by=by, at=clock.now()).due_ids[0]


@pytest.fixture
def story(db: object) -> Story:
    """The story in a database of this test alone."""
    return told()


def pytest_sessionfinish() -> None:
    """The web processes that served browsers end with the run."""
    browsing.end_web()
