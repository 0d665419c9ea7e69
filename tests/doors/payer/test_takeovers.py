"""Files of existing awards at the doors: the command of two people, the accountants' page, and what an officer sees of such a decision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.doors.conftest import signed_in
from tests.flows.pay_world import PayWorld, at, make_world
from tests.flows.test_take_over_awards import LARGE, SMALL, awards, file_of, line, taken

from mizan.config.console import _parser
from mizan.config.database import connect_as
from mizan.doors.console import benefits
from mizan.doors.shown import amount
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.types import Role, Scope

PATH = "payments/taken-over"


@pytest.fixture
def world(db: object) -> PayWorld:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return make_world()


def say(capsys: pytest.CaptureFixture[str], path: Path, by: str, *words: str) -> tuple[int, str, str]:
    """The command as it runs; its code, what it printed, what it complained of."""
    arguments = _parser().parse_args(["benefits", "take-over", str(path), "--fund", "CNR", "--by", by, *words])
    with connect_as("batch"):
        code = benefits.take_over(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def page(world: PayWorld, name: str, lang: str = "fr") -> Any:
    return signed_in(world.accounts[name]).get(f"/{lang}/{PATH}")


def test_the_command_proposes_tells_and_takes_over_and_the_page_shows_it(
    world: PayWorld, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "awards.csv"
    path.write_bytes(file_of(line("R-1", world.person(), LARGE), line("R-2", world.person(), SMALL, holder="")))
    assert say(capsys, tmp_path / "none.csv", "pay_prepares", "--approve")[0] == 2
    assert say(capsys, path, "nobody", "--approve")[0] == 2
    assert say(capsys, path, "pay_prepares", "--first-month", "soon")[0] == 2
    code, told, _ = say(capsys, path, "pay_prepares", "--first-month", "2025-10")
    assert code == 1
    assert "1 awards (gross 60000.00" in told
    assert "1 left out" in told
    assert "line 3: holder: existing_award_holder" in told
    waiting = page(world, "fourth").content.decode()
    assert "À approuver" in waiting
    assert amount(LARGE, "fr").rsplit("\u00a0", 1)[0] in waiting
    code, _, complained = say(capsys, path, "pay_prepares", "--approve")
    assert code == 1
    assert "une autre personne" in complained
    assert "1 of 1 awards written" in say(capsys, path, "pay_agrees", "--approve")[1]
    assert "أخذ" in page(world, "fourth", "ar").content.decode()
    assert "Aucun fichier" in page(world, "cnas").content.decode()
    code, _, complained = say(capsys, path, "pay_agrees", "--cancel", "trop tard")
    assert code == 1
    assert complained


def test_an_officer_sees_the_line_of_the_file_instead_of_steps_and_no_letter(world: PayWorld) -> None:
    person = world.person()
    taken(world, line("R-77", person, LARGE, supplement="2500"))
    with connect_as("batch"):
        officer = open_account(
            username="officer", name_ar="عون", name_fr="Agent", language="fr", password="correct horse battery", by=world.system,
            at=at("2025-01-01"), iterations=10,
        )  # fmt: skip
        grant_role(
            account_id=officer, role=Role.OFFICER, scope_kind=Scope.FUND, scope_id="CNR", valid_from=at("2024-01-01").date(),
            by=world.system, at=at("2025-01-01"),
        )  # fmt: skip
    client = signed_in(officer)
    (award,) = awards(person)
    for lang, title, none in (("fr", "Repris de l’ancien système", "Aucune lettre"), ("ar", "مأخوذ من النظام السابق", "لا تحرر هنا رسالة")):
        shown = client.get(f"/{lang}/officer/decisions/{award.first_decision_id}").content.decode()
        assert title in shown
        assert "R-77" in shown
        assert none in shown
        assert ".pdf" not in shown
        claim = client.get(f"/{lang}/officer/claims/{award.claim_id}")
        assert claim.status_code == 200
        assert client.get(f"/{lang}/officer/awards/{award.id}").status_code == 200
    assert signed_in(world.accounts["cnas"]).get(f"/fr/officer/decisions/{award.first_decision_id}").status_code in (403, 404)
