"""Alerts: those that last, by who answers for them; one with its life: raised, seen by whom, ended, and the figure it opens to."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import refusals, shown, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.officer.desk import accounts_called
from mizan.doors.pages import Visit, page
from mizan.doors.steering.alerts.lists import ENDED, LASTING, alerts_table
from mizan.doors.steering.alerts.told import figure_address, owner_words, rule_words, value_of
from mizan.doors.steering.desk import READERS, crumb
from mizan.doors.steering.table.asked import fund_words, funds_of
from mizan.doors.steering.table.figures import rounding_of, value_words
from mizan.doors.tables import Row, Table, columns
from mizan.formats.indicators import catalogue
from mizan.funds.access.types import Role
from mizan.funds.indicators.actions.see_alert import see_alert
from mizan.funds.indicators.alert_queries import alert_of, alerts_of, open_by_owner
from mizan.funds.indicators.alerts import Alert
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.queries import series
from mizan.kernel.refusals import Refused

ANSWERS = (Role.MINISTER.value, Role.DIRECTOR.value, Role.CONTROLLER.value, Role.FUND_ACCOUNTANT.value)
"""Who may say to have seen one; the auditor reads and writes nothing."""
OWN = {Role.CONTROLLER.value: "controls", Role.FUND_ACCOUNTANT.value: "accounts"}
"""What a role answers for, shown first to whoever holds no wider one."""
WIDE = frozenset({Role.MINISTER.value, Role.DIRECTOR.value, Role.AUDITOR.value})
ENDED_SHOWN = 20


@page(*READERS)
def alerts(visit: Visit) -> HttpResponse:
    """The alerts of the funds the reader sees, by who answers for them (`?owner=collection`); those that ended lately below."""
    funds, owner = funds_of(visit), _owner(visit)
    lasting = alerts_table(visit, LASTING, alerts_of(funds=funds, owner=owner), export=f"?owner={owner}&export=csv")
    if visit.request.GET.get("export") == "csv":
        return visit.file(lasting.as_csv(), "alerts.csv")
    context = {
        "seen": bool(funds),
        "owners": _owners(visit, owner),
        "lasting": lasting,
        "ended": alerts_table(visit, ENDED, alerts_of(funds=funds, owner=owner, ended=True, most=ENDED_SHOWN)),
    }
    return visit.page("steering/alerts/page.html", context)


@page(*READERS, post=True)
def alert(visit: Visit, alert_id: int) -> HttpResponse:
    """One alert; the form says that the reader has seen it, which ends nothing."""
    one = _known(alert_id)
    problem = ""
    if visit.posted:
        try:
            see_alert(one.id, by=visit.account_id, at=visit.now)
        except Refused as caught:
            problem = refusals.sentence(caught.refusal, visit.lang)
        else:
            return visit.go("indicators:alert", alert_id=one.id)
    name = catalogue()[one.indicator].name[visit.lang]
    title = wording.text("alerts.title", visit.lang)
    context = {
        "one": one,
        "name": name,
        "of": fund_words(one.fund, visit),
        "rule": rule_words(one.indicator, one.rule, visit.lang),
        "facts": _facts(visit, one),
        "life": _life(visit, one),
        "figure": figure_address(visit, one),
        "now": _now(visit, one),
        "may_see": bool(visit.roles & set(ANSWERS)) and visit.account_id not in {account for account, _ in one.seen},
        "crumbs": [crumb(visit, title, "indicators:alerts"), crumb(visit, name)],
        "problems": [{"field": "", "text": problem}] if problem else [],
    }
    return visit.page("steering/alerts/one.html", context, status=422 if problem else 200)


def _known(alert_id: int) -> Alert:
    found = alert_of(alert_id)
    if found is None:
        raise Missing(str(alert_id))
    return found


def _owner(visit: Visit) -> str:
    """Who is asked about: as the address says ("" for everybody), or what the reader's own role answers for."""
    asked = visit.request.GET.get("owner")
    if asked is not None:
        return asked if asked in {one.owner for one in DEFINITIONS.values()} else ""
    return "" if visit.roles & WIDE else next((OWN[role] for role in sorted(visit.roles) if role in OWN), "")


def _owners(visit: Visit, owner: str) -> list[dict[str, object]]:
    here, counts = visit.address("indicators:alerts"), open_by_owner(funds_of(visit))
    every = {
        "text": wording.text("alerts.every", visit.lang),
        "href": f"{here}?owner=",
        "count": sum(counts.values()),
        "current": not owner,
    }
    return [
        every,
        *(
            {"text": owner_words(one, visit.lang), "href": f"{here}?owner={one}", "count": counts.get(one, 0), "current": one == owner}
            for one in sorted({one.owner for one in DEFINITIONS.values()})
            if one in counts or one == owner
        ),
    ]


def _facts(visit: Visit, one: Alert) -> list[dict[str, object]]:
    lang, unit = visit.lang, catalogue()[one.indicator].unit
    values: list[tuple[str, str, object]] = [
        ("value", "text", value_of(one, lang)),
        ("month", "text", shown.period(one.month, lang)),
        ("owner", "text", owner_words(one.owner, lang)),
        ("hash", "code", one.data_hash),
    ]
    if one.against is not None:
        values.insert(2, ("against", "text", value_words(one.against, unit, lang, rounding_of(one.indicator))))
    return [{"label": wording.text(f"alerts.fact.{name}", lang), "kind": kind, "value": value} for name, kind, value in values]


def _now(visit: Visit, one: Alert) -> dict[str, str]:
    """The last month of the figure that was measured, for whoever asks whether it still is so."""
    here = max(one.month, one.ended_month or one.month, key=lambda month: month.start)
    found = next((each for each in reversed(series(one.indicator, fund=one.fund, until=here)) if each.value is not None), None)
    if found is None:
        return {}
    return {
        "value": value_words(found.value, found.unit, visit.lang, rounding_of(one.indicator)),
        "month": shown.period(found.month, visit.lang),
        "href": figure_address(visit, one, found.month),
    }


def _life(visit: Visit, one: Alert) -> Table:
    """What happened to it, in order: raised by a figure, seen by people, ended by a figure."""
    lang, unit = visit.lang, catalogue()[one.indicator].unit
    people = accounts_called([account for account, _ in one.seen], lang)
    figure = wording.text("alerts.life.figure", lang)
    steps = [(one.raised_at, "raised", figure, value_of(one, lang), figure_address(visit, one))]
    steps += [(at, "seen", people.get(account, ""), "", "") for account, at in one.seen]
    if one.ended_at is not None:
        value = value_words(one.ended_value, unit, lang, rounding_of(one.indicator))
        steps.append((one.ended_at, "ended", figure, value, figure_address(visit, one, one.ended_month)))
    rows = [
        Row((tables.text(wording.text(f"alerts.life.{what}", lang)), tables.text(who), tables.moment(at), tables.text(value, href=href)))
        for at, what, who, value, href in sorted(steps, key=lambda step: step[0])
    ]
    heads = columns(lang, "alerts.column", "what", "who", "when", "value")
    return Table("life", wording.text("alerts.life.caption", lang), heads, tuple(rows), sortable=False)
