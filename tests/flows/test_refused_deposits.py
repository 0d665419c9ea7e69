"""A refused deposit leaves one line in the log of acts: who, when, which form and why; nothing of what it said."""

from __future__ import annotations

from hashlib import sha256
from typing import Any


def logged(world: Any) -> list[tuple[str, str, int, dict[str, Any]]]:
    """Kind and id of the subject, account and detail of every refusal logged, oldest first."""
    from mizan.funds.contributions.sql import decoded, rows

    with world.batch():
        found = rows("SELECT subject_kind, subject_id, account_id, detail FROM access_act WHERE verb = 'refuse_deposit' ORDER BY id")
    return [(kind, subject, account, decoded(detail)) for kind, subject, account, detail in found]


def test_each_refused_deposit_is_logged_and_a_test_is_not(world: Any, person: Any) -> None:
    from mizan.flows.file_das import file_das
    from mizan.flows.import_statement import import_statement
    from mizan.flows.take_das_set import Pair, take_das_set

    header, detail = world.das_pair("monthly", 2025, [(person(1), (60_000_00,) * 4)])
    at, employer = world.at("2026-01-20"), world.employers["monthly"]
    with world.acting("monthly") as by:
        for test in (True, False):
            refused = file_das(header=header, detail=b"nothing", employer_id=employer, source="file", test=test, by=by, at=at)
            assert refused.outcome == "refused"
    with world.acting("cnas") as by:
        assert import_statement(b"noise", fmt="csv", by=by, at=at).statement_id is None
    world.file_dac("monthly", "2025-01", 60_000_00, "2026-01-20", workers_total=-1)
    with world.batch() as by:
        # Taken again, as after a crash: the same pair is refused once.
        for _ in range(2):
            assert len(take_das_set([Pair(b"x", b"y"), Pair(header, detail)], by=by, at=at).refused) == 1
    *found, of_set = logged(world)
    digest = sha256(sha256(b"x").digest() + sha256(b"y").digest()).hexdigest()
    assert of_set[:3] == ("deposit", digest, world.system)
    found.append(("deposit", "DAS", *of_set[2:]))
    assert [(kind, subject, account) for kind, subject, account, _ in found] == [
        ("employer", str(employer), world.accounts["monthly"]), ("deposit", "STATEMENT", world.accounts["cnas"]),
        ("employer", str(employer), world.accounts["monthly"]), ("deposit", "DAS", world.system),
    ]  # fmt: skip
    assert [(one["form"], one["source"]) for *_, one in found] == [("DAS", "file"), ("STATEMENT", "csv"), ("DAC", "keyed"), ("DAS", "set")]
    assert all(one["codes"] and set(one) == {"form", "source", "codes"} for *_, one in found)
    assert world.faults() == []
