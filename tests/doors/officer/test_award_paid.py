"""An award's instalments: those that were paid, each with its state and the decision that explains it, and those to come."""

from __future__ import annotations

import html

from tests.doors.conftest import signed_in
from tests.flows.pay_world import SINCE, PayWorld, at, make_world, parts_of

from mizan.kernel.money import format_plain


def officer_of(world: PayWorld) -> int:
    """An officer of CNR's."""
    from mizan.config.database import connect_as
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope

    with connect_as("batch"):
        officer = open_account(
            username="officer", name_ar="officer", name_fr="officer", language="fr", password=None, by=world.system, at=at("2025-01-02")
        )
        grant = {"role": Role.OFFICER, "scope_kind": Scope.FUND, "scope_id": "CNR", "valid_from": SINCE}
        grant_role(account_id=officer, by=world.system, at=at("2025-01-02"), **grant)  # type: ignore[arg-type]
    return officer


def test_what_was_paid_and_what_comes_are_told_line_by_line(db: object) -> None:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    world = make_world()
    award = world.award(4_000_000)
    world.approve(world.prepare("2026-10").id)
    officer = officer_of(world)
    for lang, ordered in (("fr", "Ordonné"), ("ar", None)):
        answer = signed_in(officer).get(f"/{lang}/officer/awards/{award}")
        assert answer.status_code == 200
        page = html.unescape(answer.content.decode())
        past = page.partition('id="past"')[2].partition("</table>")[0]
        assert past.count("<tr") == 2
        assert format_plain(parts_of(4_000_000).net).replace("\u202f", "\u00a0") in past
        assert f"/{lang}/officer/decisions/" in past
        if ordered:
            assert ordered in past
            assert "octobre 2026" in past
        coming = page.partition('id="coming"')[2].partition("</table>")[0]
        assert coming.count("<tr") == 4


def test_a_reversion_brought_to_the_minimum_says_who_bears_it_is_an_open_question(db: object) -> None:
    from mizan.config.home import home
    from mizan.funds.benefits.types import Kind, Parts

    (home() / "static").mkdir(exist_ok=True)
    world = make_world()
    plain = world.award(4_000_000)
    added = world.award(parts=Parts(1_000_000, 500_000, 0, 0, 0, 0), kind=Kind.SURVIVORS)
    by_state = world.award(parts=Parts(1_000_000, 0, 500_000, 0, 0, 0), kind=Kind.SURVIVORS)
    client = signed_in(officer_of(world))
    switch = "reversion_top_up_bearer"
    for lang, said, of_fund, of_state in (
        ("fr", "Question ouverte", "à la charge de la caisse,", "à la charge de l’État,"),
        ("ar", "سؤال مفتوح", "محملة على الصندوق،", "محملة على الدولة"),
    ):
        for award, bearer, other in ((added, of_fund, of_state), (by_state, of_state, of_fund)):
            page = html.unescape(client.get(f"/{lang}/officer/awards/{award}").content.decode())
            assert said in page
            assert bearer in page
            assert other not in page
            assert f"{switch}." in page
            assert f"/{lang}/law/switch/{switch}" in page
        assert client.get(f"/{lang}/law/switch/{switch}").status_code == 200
        assert said not in html.unescape(client.get(f"/{lang}/officer/awards/{plain}").content.decode())
