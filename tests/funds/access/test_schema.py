"""The models say what the migrations build, and the database's words are those of the kernel and the types."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import call_command

from mizan.funds.access.types import Role
from mizan.funds.ledger.types import EMPLOYERS, SELF_EMPLOYED, Journal, Nature, OtherFlow
from mizan.kernel.funds import Branch, Fund


def test_no_migration_is_missing(db: Any, capsys: pytest.CaptureFixture[str]) -> None:
    from mizan.config.database import connect_as

    try:
        with connect_as("owner"):
            call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        ("access_grant_role", set(Role)),
        ("ledger_account_known_fund", set(Fund)),
        ("ledger_account_known_nature", set(Nature)),
        ("ledger_account_known_branch", {"", *Branch}),
        ("ledger_account_known_party", {"", EMPLOYERS, SELF_EMPLOYED, *Fund}),
        ("ledger_entry_journal", set(Journal)),
        ("ledger_proposal_flow", set(OtherFlow)),
    ],
)
def test_the_database_knows_the_same_words(db: Any, constraint: str, words: set[str]) -> None:
    with db.raw() as admin:
        row = admin.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [constraint]).fetchone()
    assert set(re.findall(r"'([^']*)'", row[0])) == {str(word) for word in words}


def test_the_nations_funds_are_all_funds(db: Any, people: Any) -> None:
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(people["minister"])])
        assert set(web.execute("SELECT access_funds()").fetchone()[0]) == set(Fund)
