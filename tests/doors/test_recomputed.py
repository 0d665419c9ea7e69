"""What recomputation found, on the balance and on a run: who sees counts, who sees awards, in both languages; never a name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.doors.conftest import signed_in
from tests.flows.pay_world import PayWorld, at, make_world, parts_of

from mizan.config.database import connect_as
from mizan.doors.recomputed_story import about_words, why_words
from mizan.doors.shown import plain
from mizan.doors.steering.recomputed.behind import rate_ppm
from mizan.flows.recompute_awards import recompute_awards
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.types.recomputations import Scope as Of
from mizan.funds.benefits.types.recomputations import Why
from mizan.kernel.funds import Fund

NET = parts_of(4_000_000).net
OTHERS = {
    "director": (Role.DIRECTOR, Scope.FUND, "CNR"),
    "minister": (Role.MINISTER, Scope.NATION, ""),
    "auditor": (Role.AUDITOR, Scope.NATION, ""),
    "stranger": (Role.DIRECTOR, Scope.FUND, "CASNOS"),
    "agency": (Role.CONTROLLER, Scope.AGENCY, "16000"),
    "officer": (Role.OFFICER, Scope.FUND, "CNR"),
}


class Readers:
    """Two awards that stand on no career and one whose person lacks a birth date; everybody who may look, and some who may not."""

    def __init__(self) -> None:
        self.world: PayWorld = make_world()
        self.awards = [self.world.award() for _ in range(2)]
        with connect_as("batch"):
            for name, (role, kind, scope) in OTHERS.items():
                self.world.accounts[name] = open_account(
                    username=f"r_{name}",
                    name_ar=name,
                    name_fr=name,
                    language="fr",
                    password=None,
                    by=self.world.system,
                    at=at("2025-01-01"),
                )
                grant_role(
                    account_id=self.world.accounts[name], role=role, scope_kind=kind, scope_id=scope,
                    valid_from=at("2025-01-01").date(), by=self.world.system, at=at("2025-01-01"),
                )  # fmt: skip
        self.clients = {name: signed_in(account) for name, account in self.world.accounts.items()}

    def recompute(self, day: str, **more: Any) -> None:
        with connect_as("batch"):
            recompute_awards(Fund.CNR, by=self.world.system, at=at(day), **more)

    def get(self, name: str, path: str = "balance/CNR/recomputed", lang: str = "fr") -> Any:
        return self.clients[name].get(f"/{lang}/{path}")

    def text(self, name: str, path: str = "balance/CNR/recomputed", lang: str = "fr") -> str:
        return str(self.get(name, path, lang).content.decode())

    def seen(self, name: str, path: str = "balance/CNR/recomputed", lang: str = "fr") -> str:
        """What a reader reads: the page without its tags."""
        return re.sub(r"<[^>]*>", " ", self.text(name, path, lang))


@pytest.fixture
def readers(db: object) -> Readers:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return Readers()


def test_the_fund_s_accountants_see_each_award_with_both_amounts_and_why(readers: Readers) -> None:
    readers.recompute("2026-11-20")
    for name in ("prepares", "agrees"):
        page = readers.seen(name)
        assert page.count("La loi ne donne rien") == 3  # once as a count, once an award
        assert plain(NET) in page
        assert "NOM1" not in page
        assert "TITULAIRE" not in page


@pytest.mark.parametrize("name", ["director", "minister", "auditor", "cnas"])
def test_others_see_counts_and_reasons_and_no_award(readers: Readers, name: str) -> None:
    readers.recompute("2026-11-20")
    answer = readers.get(name)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert readers.seen(name).count("La loi ne donne rien") == 1
    assert "réservée aux comptables" in page
    assert plain(NET) not in page
    # Nothing on it leads to a page that is refused.
    for link in set(re.findall(r'href="(/fr/[^"#?]*)"', page)):
        assert readers.clients[name].get(link).status_code in (200, 302), link


def test_another_fund_s_people_an_agency_and_an_officer_see_nothing_of_it(readers: Readers) -> None:
    readers.recompute("2026-11-20")
    assert readers.get("stranger").status_code == 404
    assert readers.get("agency").status_code == 404
    assert readers.get("officer").status_code == 403
    assert readers.get("prepares", "balance/OPREBAT/recomputed").status_code == 404
    assert readers.get("prepares", "balance/XYZ/recomputed").status_code == 404
    for name in ("stranger", "agency"):
        assert "/balance/CNR/recomputed" not in readers.text(name, "balance/")


def test_the_balance_publishes_the_rate_with_its_counts_and_cut_off(readers: Readers) -> None:
    assert "Pas encore recalculé" in readers.text("director", "balance/")
    readers.recompute("2026-11-20")
    readers.recompute("2026-11-21", scope=Of.SHARE, parts=30)
    page = readers.text("director", "balance/")
    assert "Tous les droits" in page
    assert "Tour des nuits : 1 sur 30" in page
    assert 'href="/fr/balance/CNR/recomputed"' in page
    assert re.search(r"100(,00)?[\s\u00a0\u202f]*%", page)
    # As known on an earlier day: nothing had been computed.
    assert "Pas encore recalculé" in readers.text("director", "balance/?on=2026-11-19")
    assert "Tous les droits" in readers.text("director", "balance/?on=2026-11-20")


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_both_languages_tell_it_in_words(readers: Readers, lang: Any) -> None:
    readers.recompute("2026-11-20")
    words = why_words(Why.NOTHING_DUE, lang)
    for path in ("balance/CNR/recomputed", "balance/", "balance/CNR/"):
        page = readers.get("prepares", path, lang)
        assert page.status_code == 200
        assert f'lang="{lang}"' in page.content.decode()
    assert words in readers.text("prepares", lang=lang)
    assert "nothing_due" not in readers.text("prepares", lang=lang)


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("why", list(Why))
def test_each_reason_has_words_and_so_has_what_it_is_about(why: Why, lang: Any) -> None:
    details: dict[Why, dict[str, Any]] = {
        Why.FACTS: {"topic": "retirement_claim", "facts": ["wages", "cnr_quarters", "sex", "born_on", "incomes", "laid_off", "moudjahid"]},
        Why.FACT_MISSING: {"topic": "retirement_claim", "facts": ["born_on"]},
        Why.REFUSED: {"code": "fact_missing", "field": "born_on", "params": {"expected": "day"}},
        Why.NOTHING_DUE: {"ground": "nothing_due"},
        Why.AWARD_MISSING: {"fund": "CASNOS", "person": 3},
        Why.FAULT: {"kind": "ZeroDivisionError"},
    }
    assert why_words(why, lang)
    said = about_words(why, details.get(why, {}), lang)
    assert "_" not in said
    assert bool(said) == (why in details and why is not Why.FAULT)


def test_a_run_tells_the_last_recomputation_and_asks_for_answers(readers: Readers) -> None:
    run = readers.world.prepare("2026-11").id
    never = readers.text("prepares", f"payments/{run}")
    assert "n’ont jamais été tous recalculés" in never
    with readers.world.acting("prepares") as by:
        from mizan.flows.pay_month import cancel_run

        cancel_run(run, reason="x", by=by, at=at("2026-11-11"))
    readers.recompute("2026-11-12")
    run = readers.world.prepare("2026-11").id
    page = readers.text("agrees", f"payments/{run}")
    assert "Dernier recalcul de tous les droits" in page
    assert "La loi ne donne rien" in page
    assert "Réponse attendue" in page
    assert "/fr/balance/CNR/recomputed" in page
    assert readers.clients["agrees"].post(f"/fr/payments/{run}", {"act": "agree"}).status_code == 302
    refused = readers.clients["approves"].post(f"/fr/payments/{run}", {"act": "agree"})
    assert refused.status_code == 422
    assert "Répondez d’abord" in refused.content.decode()
    for _ in readers.awards:
        number = readers.text("approves", f"payments/{run}").split('name="finding"')[1].split('<option value="')[1].split('"')[0]
        form = {"act": "answer", "finding": number, "answer": "upheld", "ground": "à corriger"}
        assert readers.clients["approves"].post(f"/fr/payments/{run}", form).status_code == 302
    assert readers.clients["approves"].post(f"/fr/payments/{run}", {"act": "agree"}).status_code == 302
    assert "الحقوق المعاد حسابها" in readers.text("agrees", f"payments/{run}", "ar")


@pytest.mark.parametrize(
    ("differing", "compared", "ppm"), [(0, 0, None), (0, 10, 0), (1, 3_500_000, 100), (1, 2, 500_000), (7, 7, 1_000_000)]
)
def test_a_rate_is_zero_only_where_nothing_differs(differing: int, compared: int, ppm: int | None) -> None:
    assert rate_ppm(differing, compared) == ppm
