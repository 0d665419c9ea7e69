"""Every page, asked by nobody, by every role, and by another employer's accountant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.doors.conftest import Story

from mizan.doors.pages import Rule, rule_of

ROLES = {
    "alif": "employer_accountant", "ba": "employer_accountant", "accountant": "fund_accountant", "controller": "controller",
    "director": "director", "minister": "minister", "auditor": "auditor", "trader": "self_employed",
}  # fmt: skip
FRONT = "front"
PAY = {
    "finding_id": 1, "run_id": 1, "hold_id": 1, "increase_id": 1, "reversal_id": 1, "debt_id": 1,
    "communique_id": 1, "draft_id": 1, "instruction_id": 1, "measure_id": 1, "document_id": 1, "alert_id": 1,
}  # fmt: skip
"""A finding of a control, a pay run, a hold, an increase and a reversal (tests/doors/payer), and what the register of instructions holds
(tests/doors/test_instructions.py), and an alert (tests/doors/test_alerts.py): this story has none."""
LAW = {"folder": "contributions/general", "name": "r22_due", "topic": "cnas_payslip", "source": "law-83-14", "control": "shared_account"}
OFFICE = {"person_id": 1, "dispute_id": 1, "claim_id": 1, "decision_id": 1, "award_id": 1, "ask_id": 1, "language": "fr", "code": "0" * 32}
FIGURES = {"document": "ssi", "file_name": "figures-2026-10.json"}
"""A document of open figures: this story has published none, so that its file is not there (tests/doors/test_open_figures.py)."""
INDICATORS = {"indicator_id": "arrears", "entry_id": 1, "part": "late"}
"""An indicator of the catalogue; the first entry of the books; a part of a bridge."""
"""Whose files the officers' pages would open: nobody of these tests gets that far (tests/doors/officer)."""
LAW_PAGES = ("home", "search", "questions", "ask", "branch", "rule", "value", "fact", "switch", "switches", "source", "sources", "standing")


@dataclass(frozen=True)
class Address:
    """A page: its name, its rule and what its address asks for."""

    name: str
    rule: Rule
    asks: frozenset[str]

    def path(self, story: Story, **other: Any) -> str:
        """The address, filled with what belongs to employer "alif"."""
        known = {"lang": "fr", "number": story.number, "kind": "json", "fund": "CNR", "branch": "retirement", **LAW, **story.ids}
        known |= {**PAY, **OFFICE, **INDICATORS, **FIGURES, **other}
        if self.name.startswith("self_employed:"):
            known["due_id"] = story.ids["self_due_id"]
        return reverse(self.name, kwargs={ask: known[ask] for ask in self.asks})


def _walk(patterns: list[Any], space: str, asks: frozenset[str]) -> Iterator[Address]:
    for pattern in patterns:
        more = asks | set(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space, more)
        elif isinstance(pattern, URLPattern) and pattern.name != FRONT:
            yield Address(f"{space}{pattern.name}", rule_of(pattern.callback), frozenset(more))


def addresses() -> list[Address]:
    """Every page there is; `rule_of` fails for one that states no rule."""
    return list(_walk(get_resolver("mizan.doors.urls").url_patterns, "", frozenset()))


def test_every_page_states_its_rule_and_nothing_is_left_out() -> None:
    found = {address.name: address.rule for address in addresses()}
    assert len(found) >= 30
    assert {name for name, rule in found.items() if rule.public} == {
        "public:home", "public:sign-in", "public:sign-out", "public:about", "public:parts", "public:verify", "public:verify-code",
        "public:figures", "public:figure", "public:figures-equity", "public:figures-year", "public:figures-file",
        *(f"law:{name}" for name in LAW_PAGES),
    }  # fmt: skip


def test_without_an_account_every_page_leads_to_signing_in(story: Story) -> None:
    nobody = Client(headers={"host": "localhost"})
    for address in addresses():
        path = address.path(story)
        for method in sorted(address.rule.methods):
            answer = nobody.generic(method, path)
            if address.rule.public:
                assert answer.status_code in ((404,) if "file_name" in address.asks else (200, 302, 422)), path
            else:
                assert answer.status_code == 302, (method, path)
                assert answer.headers["Location"].startswith("/fr/sign-in"), path


@pytest.mark.parametrize("who", sorted(ROLES))
def test_each_role_passes_where_the_rule_says_and_nowhere_else(story: Story, who: str) -> None:
    for address in addresses():
        if address.rule.public or (who == "ba" and "number" in address.asks):
            continue
        path = address.path(story)
        status = story.clients[who].get(path).status_code
        if ROLES[who] not in address.rule.roles:
            assert status == 403, path
            if "POST" in address.rule.methods:
                assert story.clients[who].post(path).status_code == 403, path
        else:
            assert status in ((404,) if PAY.keys() & address.asks else (200, 302)), path


def test_another_employers_accountant_finds_nothing(story: Story) -> None:
    walked = 0
    for address in addresses():
        if "number" not in address.asks:
            continue
        for path in {address.path(story), address.path(story, number=story.world.numbers["ba"])}:
            if address.asks <= {"lang", "number"} and story.world.numbers["ba"] in path:
                continue  # its own page
            for method in sorted(address.rule.methods):
                assert story.clients["ba"].generic(method, path).status_code == 404, (method, path)
                walked += 1
    assert walked >= 20


def test_another_funds_accountant_sees_its_own_fund_only(story: Story) -> None:
    client = story.clients["retirement"]
    balance = client.get("/fr/balance/")
    assert b"/fr/balance/CNR/" in balance.content
    assert b"/fr/balance/CNAC/" not in balance.content
    assert client.get("/fr/balance/CNAC/").status_code == 404
    assert client.get(f"/fr/fund/queue/{story.ids['receipt_id']}").status_code == 404
    assert client.get(f"/fr/fund/cases/{story.ids['case_id']}").status_code == 404


def test_what_does_not_exist_is_not_found(story: Story) -> None:
    client = story.clients["alif"]
    for path in ("/fr/nowhere", f"/fr/employer/{story.number}/dues/999999999", "/ar/employer/9999999999/", "/nowhere"):
        assert client.get(path).status_code == 404, path
    assert story.clients["director"].get("/fr/balance/CNR/unemployment/").status_code == 404


def test_a_form_without_its_protection_changes_nothing(story: Story) -> None:
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    client.cookies = story.clients["alif"].cookies
    answer = client.post(f"/ar/employer/{story.number}/cases/{story.ids['case_id']}", {"act": "confirm"})
    assert answer.status_code == 403
    assert 'lang="ar"' in answer.content.decode()
    page = story.clients["alif"].get(f"/fr/employer/{story.number}/cases/{story.ids['case_id']}")
    assert 'value="confirm"' in page.content.decode()


def test_what_only_the_database_refuses_is_a_page_that_says_so_and_keeps_nothing(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule of a page that lets too many pass: the second wall stands, and its refusal is not called our fault."""
    from mizan.doors.employer.cases import page

    def forged(**_: Any) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("UPDATE contributions_due SET amount = 0")

    monkeypatch.setattr(page, "confirm_difference", forged)
    for lang, words in (("fr", "Cette page n’est pas pour ce compte"), ("ar", "هذه الصفحة ليست لهذا الحساب")):
        path = f"/{lang}/employer/{story.number}/cases/{story.ids['case_id']}"
        answer = story.clients["alif"].post(path, {"act": "confirm"})
        assert answer.status_code == 403
        assert words in answer.content.decode()
        assert story.clients["alif"].get(path).status_code == 200
