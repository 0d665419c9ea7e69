"""An office of CNR with claims in several states, for the tests of the officer's pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

from django.test import Client
from tests.doors.conftest import signed_in
from tests.funds.benefits.benefit_world import FIRST, World, benefit_world
from tests.funds.benefits.benefit_world import NOW as TODAY

SINCE = date(2024, 1, 1)
NOW = TODAY - timedelta(days=1)
"""When the office worked: before the day of the visits, whatever the hour of the test."""


@dataclass(frozen=True)
class Office:
    """The world, a browser per account, and one id of each kind: omar is paid, farid's claim lacks a fact, karim's waits for a second."""

    world: World
    clients: Mapping[str, Client]
    ids: Mapping[str, int]

    def path(self, name: str, lang: str = "fr", why: str = "claim") -> str:
        """The address of a page."""
        ids = self.ids
        at = f"/{lang}/officer"
        person = f"{at}/persons/{ids['omar']}"
        month = f"month=2024-05&scheme=CNR&employer={self.world.employer}"
        return {
            "queue": f"{at}/", "find": f"{at}/find", "person": f"{person}/?for={why}", "career": f"{person}/career?for={why}",
            "household": f"{person}/household?for={why}", "disputes": f"{person}/disputes?for={why}",
            "new-dispute": f"{person}/disputes/new?for={why}&{month}", "dispute": f"{person}/disputes/{ids['dispute']}?for={why}",
            "new-claim": f"{person}/claim?for={why}", "claim": f"{at}/claims/{ids['farid_claim']}",
            "second": f"{at}/claims/{ids['karim_claim']}", "decided": f"{at}/claims/{ids['omar_claim']}",
            "decision": f"{at}/decisions/{ids['decision']}", "letter": f"{at}/decisions/{ids['decision']}/letter.{lang}.pdf",
            "award": f"{at}/awards/{ids['award']}",
        }[name]  # fmt: skip


def office_told() -> Office:
    """Fill the database that Django's default connection works on."""
    from mizan.config.database import connect_as
    from mizan.config.home import home
    from mizan.flows.decide_benefit import claim_benefit, decide_alone, propose_decision
    from mizan.funds.access import queries as access
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope
    from mizan.funds.benefits.queries import awards_of_claim
    from mizan.funds.careers.actions.open_dispute import open_dispute
    from mizan.funds.careers.types import Scheme
    from mizan.funds.people.actions import open_file, register_employers, register_person
    from mizan.funds.people.types import EmployerDraft, PersonDraft

    (home() / "static").mkdir(exist_ok=True)
    with connect_as("batch"):
        by = access.system_account()
        employers = register_employers(
            [EmployerDraft("1600000001", "مؤسسة ألفا", "SARL ALPHA", "SERVICES", False, 16, "16000", SINCE)], by=by, at=FIRST
        )
        cnr = open_account(username="cnr", name_ar="cnr", name_fr="cnr", language="fr", password=None, by=by, at=FIRST)
        grant = {"role": Role.FUND_ACCOUNTANT, "scope_kind": Scope.FUND, "scope_id": "CNR", "valid_from": SINCE}
        grant_role(account_id=cnr, by=by, at=FIRST, **grant)
        world = benefit_world(
            type("People", (SimpleNamespace,), {"__getitem__": lambda self, name: cnr})(
                system=by, since=SINCE, employers={"alpha": next(iter(employers.values()))}
            )
        )
        world.persons |= {
            name: register_person(draft, by=by, at=FIRST).id
            for name, draft in {
                "farid": PersonDraft(
                    "610000128759", "ZERROUKI", "FARID", date(1961, 2, 3), "زروقي", "فريد", sex="M", fund="CNAS", agency_code="16000"
                ),
                "karim": PersonDraft(
                    "800000128756", "MEZIANE", "KARIM", date(1980, 2, 3), "مزيان", "كريم", sex="M", fund="CNAS", agency_code="16000"
                ),
            }.items()
        }
        world.work("omar", 1993, 2025, 60_000_00)
        world.work("farid", 1993, 2010, 40_000_00)
        world.trade("farid", 2012, 2025, 400_000_00)
        world.work("karim", 2005, 2025, 50_000_00)
    ids = dict(world.persons)
    with world.desk("one") as officer:
        for name in ("omar", "farid", "karim"):
            ids[f"{name}_claim"] = claim_benefit(world.claim(name), by=officer, at=NOW)
        written = decide_alone(ids["omar_claim"], by=officer, at=NOW)
        assert written is not None
        assert decide_alone(ids["farid_claim"], by=officer, at=NOW) is None
        propose_decision(ids["karim_claim"], grant=False, by=officer, at=NOW)
        ids["decision"] = written.id
        ids["award"] = awards_of_claim(ids["omar_claim"])[0].id
        open_file([world["omar"]], purpose="dispute", route="test", by=officer, at=NOW)
        ids["dispute"] = open_dispute(
            person_id=world["omar"], scheme=Scheme.CNR, employer_id=world.employer, month=date(2024, 3, 1), days=30, amount=70_000_00,
            evidence="fiche de paie 03/2024", by=officer, at=NOW,
        )  # fmt: skip
    return Office(world, {name: signed_in(account) for name, account in world.accounts.items()}, ids)
