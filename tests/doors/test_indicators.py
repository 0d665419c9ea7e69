"""The minister's table and the indicators' pages: both languages, who sees which fund, and every number down to its postings."""

from __future__ import annotations

import dataclasses
import html
import re
from typing import Any

import pytest
from tests.doors.conftest import signed_in
from tests.flows.conftest import world

from mizan.config.database import connect_as
from mizan.doors.steering.table import adopted as plug
from mizan.doors.steering.table.figures import change, change_words, moved_ppm, state_tone, state_words, value_words
from mizan.formats.indicators import catalogue
from mizan.funds.access.sql import rows
from mizan.funds.indicators.actions import take_snapshot as act
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.indicators.definitions import DEFINITIONS, Term
from mizan.funds.indicators.queries import figure
from mizan.funds.indicators.types import Adopted, State
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month
from mizan.kernel.rounding import Rounding

__all__ = ["world"]
FEBRUARY = month(2026, 2)
NEW = ("findings_yield", "findings_precision", "outcomes_equity", "instructions_done", "budget_gap", "administration_cost")


@pytest.fixture
def table(world: Any) -> Any:
    """Two declarations, one paid in part; February taken once it had ended."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("builder", "2026-01", 2_000_000_00, "2026-02-12")
    world.pay([("1", 300_000_00, "VIREMENT 1600000101 2026-01")], "2026-02-20")
    taken(world, "2026-03-02")
    return world


def taken(world: Any, day: str) -> None:
    with connect_as("batch"):
        take_snapshot(FEBRUARY, by=world.system, at=world.at(day, 22))


def get(world: Any, who: str, path: str, lang: str = "fr") -> Any:
    return signed_in(world.accounts[who]).get(f"/{lang}/steering/{path}")


def read(world: Any, who: str, path: str, lang: str = "fr") -> str:
    """What a reader reads: the page without its tags."""
    answer = get(world, who, path, lang)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    plain = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return " ".join(html.unescape(plain).replace("\u2068", "").replace("\u2069", "").split())


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_table_answers_the_three_questions(table: Any, lang: str) -> None:
    seen = read(table, "minister", "table?month=2026-02", lang)
    for name in DEFINITIONS:
        assert catalogue()[name].name[lang] in seen
    assert "300 000,00" in seen
    assert seen.count("غير مشمول" if lang == "ar" else "Non couvert") > 10


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize(
    "name", ["receipts", "arrears_age", "recovery_rate", "contributors_per_pensioner", "field_visits", "award_delay", *NEW]
)
def test_each_kind_of_indicator_opens(table: Any, lang: str, name: str) -> None:
    for fund in ("", "CNAS", "CNR"):
        assert catalogue()[name].name[lang] in read(table, "minister", f"indicators/{name}?fund={fund}&month=2026-02", lang)


def test_a_figure_opens_to_the_dues_and_entries_behind_it(table: Any) -> None:
    page = get(table, "minister", "indicators/receipts?fund=&month=2026-02").content.decode()
    dues = set(re.findall(r"/fr/balance/dues/\d+", page))
    assert dues
    client = signed_in(table.accounts["minister"])
    assert all(client.get(address).status_code == 200 for address in dues)
    banks = get(table, "minister", "indicators/cash?fund=CNAS&month=2026-02").content.decode()
    (entry,) = set(re.findall(r"/fr/steering/entries/\d+", banks))
    assert "300" in client.get(entry).content.decode()
    assert "SELECT" in page


def test_a_funds_people_see_their_own_and_nothing_of_another(table: Any) -> None:
    assert "300 000,00" in read(table, "minister", "table?month=2026-02")
    assert get(table, "cnas", "table?fund=CNR&month=2026-02").status_code == 404
    assert get(table, "cnas", "table?fund=&month=2026-02").status_code == 404
    assert get(table, "cnas", "indicators/arrears?fund=CNR").status_code == 404
    assert get(table, "cnas", "table?month=2026-02").status_code == 200
    assert get(table, "monthly", "table").status_code == 403
    assert get(table, "minister", "indicators/nothing_of_this_name").status_code == 404
    assert get(table, "minister", "table?month=nonsense").status_code == 200


def test_a_failed_figure_says_so_with_its_last_good_value_and_age(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = dataclasses.replace(DEFINITIONS["cash"].numerator[0].measure, name="bad", items="SELECT * FROM no_such_table")
    broken = {**DEFINITIONS, "cash": dataclasses.replace(DEFINITIONS["cash"], numerator=(Term(bad),))}
    monkeypatch.setattr(act, "DEFINITIONS", broken)
    taken(table, "2026-03-05")
    seen = read(table, "minister", "indicators/cash?fund=&month=2026-02")
    assert "Le calcul a échoué. La valeur montrée est la dernière bonne, du 28 février 2026" in seen
    assert "300 000,00" in seen
    assert "En échec" in read(table, "minister", "table?fund=&month=2026-02")


def test_a_restated_figure_shows_both_values_and_why(table: Any, db: Any) -> None:
    with db.raw() as admin:
        admin.execute("ALTER TABLE contributions_filing DISABLE TRIGGER USER")
        admin.execute(
            "UPDATE contributions_filing SET workers_total = workers_total + 5 WHERE id = (SELECT min(id) FROM contributions_filing)"
        )
    taken(table, "2026-03-05")
    seen = read(table, "minister", "indicators/covered_persons?fund=&month=2026-02")
    assert "Révisé après la clôture du mois : 24 avant, 29 maintenant, car des pièces ont changé après la clôture." in seen


def test_what_was_adopted_stands_beside_what_is_measured(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plug, "SOURCES", [lambda fund, when: {"receipts": {"budget": Adopted(123_456_00, "Budget 2026")}}])
    assert "123 456,00 DA Budget 2026" in read(table, "minister", "table?fund=&month=2026-02")


@pytest.mark.parametrize(
    ("name", "fr", "ar"),
    [
        ("discrepancy_rate", "Aucun cas ce mois", "لا توجد أي حالة خلال الشهر"),
        ("budget_gap", "Aucun budget adopté", "لا توجد ميزانية معتمدة"),
        ("outcomes_equity", "Trop peu de personnes", "عدد الأشخاص قليل جدا"),
        ("instructions_done", "Aucune instruction", "لا توجد أي تعليمة"),
    ],
)
def test_a_month_with_nothing_to_count_says_so_in_words_and_is_not_judged(table: Any, name: str, fr: str, ar: str) -> None:
    with table.acting("minister"):
        here = figure(name, fund=None, month=FEBRUARY)
    for lang, words in (("fr", fr), ("ar", ar)):
        seen = read(table, "minister", f"indicators/{name}?fund=&month=2026-02", lang)
        assert words in (state_words(here, lang) if name == "discrepancy_rate" else seen)
        assert words in read(table, "minister", "table?month=2026-02", lang)
    # A figure kept before the state had its name says the same.
    before = dataclasses.replace(here, state=State.MEASURED, value=None)
    assert (state_words(before, "fr"), state_tone(before)) == (fr, "quiet")
    assert change(here, before) is None


def test_the_table_is_exported(table: Any) -> None:
    answer = get(table, "minister", "table?fund=CNAS&month=2026-02&export=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="indicators-CNAS-2026-02.csv"'
    assert "Recettes encaissées" in answer.content.decode()


def test_files_hold_every_figure_as_whole_numbers(table: Any, tmp_path: Any) -> None:
    import polars as pl

    from mizan.doors.indicators_export import as_csv, as_parquet, every_figure

    with connect_as("audit"):
        found = every_figure()
    assert len(found) == len(rows_of("SELECT 1 FROM indicators_figure"))
    path = tmp_path / "figures.parquet"
    path.write_bytes(as_parquet(found))
    kept = pl.read_parquet(path).filter((pl.col("indicator") == "receipts") & (pl.col("fund") == "ALL"))
    assert [int(value) for value in kept["value"]] == [300_000_00]
    assert as_csv(found).count(b"\r\n") == len(found) + 1
    assert as_parquet(()) != b""


def rows_of(statement: str) -> list[Any]:
    with connect_as("audit"):
        return rows(statement)


def test_values_are_told_in_their_unit(table: Any) -> None:
    assert value_words(999_999, "ppm", "fr", Rounding.DOWN) == "99,99\u00a0%"
    assert value_words(1, "ppm", "fr", Rounding.UP) == "0,01\u00a0%"
    assert value_words(177_121_951, "ratio_ppm", "fr") == "177,12"
    assert value_words(None, "days", "ar") == "—"
    assert value_words(2, "days", "ar") == "يومان"
    with table.acting("minister"):
        here = figure("arrears", fund=Fund.CNAS, month=FEBRUARY)
    less = dataclasses.replace(here, value=(here.value or 0) + 100)
    assert change_words(change(less, here), "fr") == "en hausse, moins bien"
    assert change(here, dataclasses.replace(here, value=None)) is None
    assert moved_ppm(here, dataclasses.replace(here, value=0)) == 0


def test_a_director_reads_the_funds_together_as_sums_and_opens_no_other_fund(table: Any) -> None:
    whole = read(table, "minister", "indicators/receipts?fund=&month=2026-02")
    seen = read(table, "cnr", "indicators/receipts?fund=&month=2026-02")
    assert "300 000,00" in whole
    assert "300 000,00" in seen
    assert get(table, "cnr", "indicators/receipts?fund=CNAS&month=2026-02").status_code == 404
    assert get(table, "cnr", "table?fund=&month=2026-02").status_code == 200
    # An accountant of the fund steers nothing: the funds together are not theirs.
    assert get(table, "cnas", "table?fund=&month=2026-02").status_code == 404
    with table.acting("cnr"):
        assert figure("receipts", fund=None, month=FEBRUARY).value == 300_000_00
        assert figure("receipts", fund=Fund.CNAS, month=FEBRUARY).value is None
    with table.acting("cnas"):
        assert figure("receipts", fund=None, month=FEBRUARY).value is None
