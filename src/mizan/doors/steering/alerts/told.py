"""An alert in words: its rule, its value, and where the figure opens."""

from __future__ import annotations

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang, period, rate
from mizan.doors.steering.table.asked import fund_words
from mizan.doors.steering.table.figures import rounding_of, value_cell, value_words
from mizan.doors.tables import Cell
from mizan.formats.indicators import catalogue
from mizan.funds.indicators.alerts import Alert, Rule, Than
from mizan.kernel.periods import Period


def rule_words(indicator: str, rule: Rule, lang: Lang) -> str:
    """When an indicator alerts, as a sentence: above or below a value, or moved by so much in a month or a year."""
    if rule.than is Than.NOTHING:
        at = value_words(rule.at, catalogue()[indicator].unit, lang)
        return wording.text(f"alerts.rule.{rule.way.value}", lang, at=at)
    return wording.text(f"alerts.rule.{rule.way.value}_{rule.than.value}", lang, at=rate(rule.at, lang))


def value_of(one: Alert, lang: Lang) -> str:
    """The value it was raised on."""
    return value_words(one.value, catalogue()[one.indicator].unit, lang, rounding_of(one.indicator))


def figure_address(visit: Visit, one: Alert, month: Period | None = None) -> str:
    """The page of the figure that raised it, or of another month's."""
    query = f"?fund={one.fund.value if one.fund else ''}&month={(month or one.month).key}"
    return visit.address("indicators:indicator", indicator_id=one.indicator) + query


def named_cell(visit: Visit, one: Alert) -> Cell:
    """The indicator and its fund, opening to the alert."""
    href = visit.address("indicators:alert", alert_id=one.id)
    return tables.text(catalogue()[one.indicator].name[visit.lang], href=href, note=fund_words(one.fund, visit))


def figure_cell(visit: Visit, one: Alert) -> Cell:
    """The value it was raised on, opening to the figure, with its month."""
    unit = catalogue()[one.indicator].unit
    href, note = figure_address(visit, one), period(one.month, visit.lang)
    return value_cell(one.value, unit, visit.lang, href=href, note=note, rounding=rounding_of(one.indicator))


def seen_cell(visit: Visit, one: Alert) -> Cell:
    """Whether anybody has said to have seen it, and how many."""
    if not one.seen:
        return tables.status(wording.text("alerts.seen.nobody", visit.lang), "late" if one.open else "quiet")
    return tables.status(wording.text("alerts.seen.count", visit.lang, count=len(one.seen)), "done")


def owner_words(owner: str, lang: Lang) -> str:
    """Who answers for the indicator."""
    return wording.text(f"indicators.owner.{owner}", lang)
