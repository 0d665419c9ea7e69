"""The figures through the API: what the pages show, for the people they are for."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client
from tests.doors.api.conftest import World
from tests.doors.api.story import tell

from mizan.config.database import connect_as
from mizan.formats.indicators import catalogue
from mizan.funds.access.queries import system_account
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.kernel.periods import month, month_of

AT = datetime(2026, 11, 23, 22, tzinfo=UTC)


def test_a_figure_its_series_its_places_and_what_is_behind_it(client: Client, world: World) -> None:
    teller = tell(client, world)
    with connect_as("batch"):
        take_snapshot(month_of(AT.date()), by=system_account(), at=AT)
        take_snapshot(month(2026, 10), by=system_account(), at=AT)
    found = teller.get("director", "/indicators?month=2026-11&fund=CNAS").json()["figures"]
    assert [one["indicator"] for one in found] == list(catalogue())
    arrears = next(one for one in found if one["indicator"] == "arrears")
    assert (arrears["state"], arrears["unit"]) == ("late", "centimes")
    assert arrears["value"] > 0
    assert all(one["value"] is None for one in found if one["state"] == "not_covered")
    asked = "indicator=arrears&fund=CNAS"
    behind = teller.get("director", f"/indicators/behind?{asked}&month=2026-11").json()
    assert behind["total"] == arrears["numerator"] == sum(one["amount"] for one in behind["items"])
    places = teller.get("director", f"/indicators/wilayas?{asked}&month=2026-11").json()["places"]
    assert sum(one["numerator"] for one in places) == arrears["numerator"]
    series = teller.get("director", f"/indicators/series?{asked}&until=2026-11&months=3").json()["figures"]
    assert [(one["month"], one["value"] is None) for one in series] == [("2026-09", True), ("2026-10", False), ("2026-11", False)]
    assert teller.get("director", "/indicators/series?indicator=nothing&until=2026-11").status_code == 404
    assert teller.get("director", "/indicators?month=november").status_code == 422
    assert teller.get("alif", "/indicators?month=2026-11").status_code == 403
    lasting = teller.get("director", "/alerts?fund=CNAS").json()["alerts"]
    assert all(one["fund"] == "CNAS" and one["ended_at"] is None for one in lasting)
    assert {one["id"] for one in lasting} == {one["id"] for one in teller.get("director", "/alerts").json()["alerts"]}
    assert teller.get("director", "/alerts?owner=collection&ended=true").json()["alerts"] == []
    assert teller.get("alif", "/alerts").status_code == 403
    assert teller.get("retirement", "/alerts?fund=CNAS").json()["alerts"] == []
    # Another fund's people: the figure exists, and has no value for them.
    other = teller.get("retirement", "/indicators?month=2026-11&fund=CNAS").json()["figures"]
    assert all(one["value"] is None for one in other)
