"""A self-employed activity ends: nothing is owed for the years after it, careers hear of it, and nobody else may write it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from mizan.flows.end_activity import end_activity
from mizan.flows.feed_careers import feed_careers
from mizan.formats.anomalies import Outcome
from mizan.funds.access.sql import rows
from mizan.funds.careers.queries import yearly_incomes_on
from mizan.funds.self_employed.queries import affiliation_of, cessation_of
from mizan.funds.self_employed.types import CessationDraft
from mizan.kernel.refusals import Refused

DOCUMENT = "radiation du registre du commerce n° 16/00-0012345"


def end(casnos: Any, name: str = "trader", on: str = "2025-10-01", *, who: str = "casnos", day: str = "2026-11-01", **more: Any) -> Any:
    draft = CessationDraft(
        casnos.ids[name], date.fromisoformat(on), more.get("document", DOCUMENT), date.fromisoformat(more.get("document_on", on))
    )
    with casnos.world.acting(who) as by:
        return end_activity(draft, by=by, at=casnos.world.at(day))


def feed(casnos: Any, day: str) -> None:
    with casnos.world.batch() as by:
        feed_careers(by=by, at=casnos.world.at(day))


def spells(casnos: Any, name: str) -> list[Any]:
    with casnos.world.batch():
        return rows(
            "SELECT s.starts_on, s.ends_on FROM careers_spell s JOIN self_employed_affiliation a ON a.person_id = s.person_id"
            " WHERE a.id = %s AND s.scheme = 'CASNOS' AND s.known_until IS NULL",
            [casnos.ids[name]],
        )


def years(casnos: Any, name: str, day: str) -> list[tuple[int, int, int]]:
    with casnos.world.batch():
        person = affiliation_of(casnos.ids[name]).person_id  # type: ignore[union-attr]
        return [(one.year, one.days, one.due_id) for one in yearly_incomes_on(person, known_at=casnos.world.at(day, 23))]


def test_what_was_assessed_after_the_end_is_undone_and_nothing_is_assessed_again(casnos: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    casnos.assess(2026, "2026-05-02")
    (of_2025, of_2026) = sorted(due.period_key for due in casnos.live("trader"))
    assert (of_2025, of_2026) == ("2025", "2026")
    assert end(casnos) == ("2026",)
    assert [due.period_key for due in casnos.live("trader")] == ["2025"]
    (undone,) = [due for due in casnos.dues("trader") if due.reversed_on is not None]
    assert (undone.period_key, undone.reversal_reason) == ("2026", "activity_ended")
    casnos.assess(2026, "2026-11-02")
    casnos.assess(2027, "2027-05-02")
    assert [due.period_key for due in casnos.live("trader")] == ["2025"]
    refused = casnos.declare("trader", 2026, 900_000_00, "2026-11-03")
    assert refused.outcome is Outcome.REFUSED
    assert casnos.world.faults() == []


def test_what_was_paid_for_a_year_after_the_end_stays_the_persons(casnos: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    casnos.assess(2026, "2026-05-02")
    (due,) = [one for one in casnos.live("trader") if one.period_key == "2026"]
    casnos.pay([("L1", due.amount, f"{casnos.nss('trader')} 2026")], "2026-06-20")
    end(casnos)
    with casnos.world.acting("trader"):
        from mizan.funds.contributions.postings import SELF_EMPLOYED
        from mizan.funds.contributions.queries.credits import credit_of

        assert credit_of(casnos.ids["trader"], debtor=SELF_EMPLOYED) == due.amount
    assert casnos.world.faults() == []


def test_careers_end_the_spell_and_count_the_year_up_to_the_end_once(casnos: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    feed(casnos, "2025-01-21")
    (before,) = years(casnos, "trader", "2025-02-01")
    assert before[:2] == (2025, 360)
    assert spells(casnos, "trader") == [(date(2015, 1, 1), None)]
    end(casnos)
    for day in ("2026-11-02", "2026-11-03"):
        feed(casnos, day)
        assert years(casnos, "trader", day) == [(2025, 270, before[2])]
        assert spells(casnos, "trader") == [(date(2015, 1, 1), date(2025, 10, 1))]
    assert years(casnos, "trader", "2025-02-01") == [before]


def test_what_can_not_be(casnos: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    for wrong, code in (
        ({"on": "2026-11-03"}, "cessation_day"), ({"name": "newcomer", "on": "2025-03-01"}, "cessation_day"),
        ({"document": " "}, "text_missing"), ({"document_on": "2026-11-02"}, "cessation_day"), ({"on": "2024-06-01"}, "years_declared"),
        ({"on": "2025-01-01"}, "years_declared"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            end(casnos, **wrong)
    end(casnos)
    with pytest.raises(Refused, match="affiliation_ended"):
        end(casnos, on="2025-11-01")
    with casnos.world.acting("trader"):
        kept = cessation_of(casnos.ids["trader"])
    assert kept is not None
    assert (kept.ended_on, kept.document) == (date(2025, 10, 1), DOCUMENT)


def test_nobody_else_ends_an_activity(casnos: Any) -> None:
    for who in ("trader", "farmer", "casnos_director"):
        with pytest.raises(Exception, match=r"row-level security|affiliation_unknown"):
            end(casnos, who=who)
    with casnos.world.batch():
        assert rows("SELECT * FROM self_employed_cessation") == []
    end(casnos, who="casnos_controller")
    with casnos.world.acting("farmer"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM self_employed_cessation")
        assert cursor.fetchone() == (0,)
