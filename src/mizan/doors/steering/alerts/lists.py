"""Alerts as they are shown on other pages: those that last of a fund, and the notice on a figure's own page."""

from __future__ import annotations

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit
from mizan.doors.steering.alerts.told import figure_cell, named_cell, owner_words, rule_words, seen_cell, value_of
from mizan.doors.tables import Row, Table, columns
from mizan.funds.indicators.alert_queries import MOST, alerts_of
from mizan.funds.indicators.alerts import Alert
from mizan.kernel.funds import Fund

ENDED, LASTING = "ended", "lasting"


def alerts_table(visit: Visit, name: str, found: tuple[Alert, ...], *, export: str = "") -> Table:
    """Alerts as a list: those that last (`LASTING`), with since when, or those that have `ENDED`."""
    heads = columns(visit.lang, "alerts.column", "name", "value#", "rule", "ended" if name == ENDED else "raised", "owner", "seen")
    caption, empty = (wording.text(f"alerts.{name}.{which}", visit.lang) for which in ("caption", "empty"))
    return Table(f"alerts-{name}", caption, heads, tuple(_row(visit, one) for one in found), empty=empty, export=export)


def lasting_of(visit: Visit, fund: Fund | None) -> Table:
    """The alerts that last, of a fund or of the funds together."""
    return alerts_table(visit, LASTING, alerts_of(funds=[fund], most=MOST))


def raised_on(visit: Visit, indicator: str, fund: Fund | None) -> list[dict[str, str]]:
    """What lasts on one figure, as a sentence that opens to the alert."""
    return [
        {
            "text": wording.text(
                "alerts.on_figure", visit.lang, rule=rule_words(indicator, one.rule, visit.lang), value=value_of(one, visit.lang),
                month=shown.period(one.month, visit.lang),
            ),
            "href": visit.address("indicators:alert", alert_id=one.id),
        }
        for one in alerts_of(funds=[fund], indicator=indicator)
    ]  # fmt: skip


def _row(visit: Visit, one: Alert) -> Row:
    moment = one.raised_at if one.ended_at is None else one.ended_at
    return Row(
        (
            named_cell(visit, one),
            figure_cell(visit, one),
            tables.text(rule_words(one.indicator, one.rule, visit.lang)),
            tables.moment(moment),
            tables.text(owner_words(one.owner, visit.lang)),
            seen_cell(visit, one),
        ),
        "late" if one.open and not one.seen else "",
    )
