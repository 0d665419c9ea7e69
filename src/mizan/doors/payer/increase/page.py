"""One increase: what it changes by kind, some of the awards, what differs now; approve it as another person, or give it up."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from mizan.doors import refusals, tables, wording
from mizan.doors import sources as texts
from mizan.doors.pages import Visit, page
from mizan.doors.payer.increases.page import TONES
from mizan.doors.payer.runs.page import PAYS
from mizan.doors.tables import Row, Table, columns
from mizan.flows.revalue import approve_increase, cancel_increase
from mizan.funds.access.queries import names_of
from mizan.funds.access.types import Role
from mizan.funds.benefits.queries.increases import increase_differences, increase_known, increase_lines, increase_sums, whole_of
from mizan.funds.benefits.types.increases import IncreaseKnown, IncreaseState, IncreaseSums, Reach
from mizan.kernel.refusals import Refused

SHOWN = 10


@page(PAYS, post=True)
def increase(visit: Visit, increase_id: int) -> HttpResponse:
    """The increase's page; each form is one act."""
    try:
        kept = increase_known(increase_id)
    except Refused as caught:
        raise Http404 from caught
    problem = _act(visit, kept) if visit.posted else ""
    if visit.posted and not problem:
        return visit.go("payer:increase", increase_id=increase_id)
    sums = increase_sums(increase_id)
    prepared = kept.state is IncreaseState.PREPARED
    changed = increase_differences(increase_id, most=SHOWN) if prepared else ()
    whole = whole_of(sums)
    fund = wording.text(f"fund.{kept.fund.value}", visit.lang)
    context = {
        "day": wording.text("payer.increase.on", visit.lang, on=kept.effective_on),
        "title": wording.text(f"payer.increase.{_name(kept)}", visit.lang, fund=fund),
        "more": whole.net_after - whole.net_before if kept.reach is Reach.DEDUCTIONS else whole.gross_after - whole.gross_before,
        "a_month": wording.text("payer.increase.a_month_net" if kept.reach is Reach.DEDUCTIONS else "payer.increase.a_month", visit.lang),
        "state": wording.text(f"payer.increase_state.{kept.state.value}", visit.lang),
        "tone": TONES[kept.state],
        "problems": [{"field": "", "text": problem}] if problem else [],
        "sums": _sums(visit, sums),
        "lines": _lines(visit, increase_id),
        "facts": _facts(visit, kept),
        "changed": bool(changed),
        "may_approve": prepared and visit.account_id != kept.prepared_by and not changed,
        "waits_for_another": prepared and visit.account_id == kept.prepared_by,
        "may_cancel": kept.state in (IncreaseState.BEGUN, IncreaseState.PREPARED),
    }
    return visit.page("payer/increase/page.html", context, status=422 if problem else 200)


def _act(visit: Visit, kept: IncreaseKnown) -> str:
    """Do what the form asks; why not, if it was not done."""
    act = visit.request.POST.get("act", "")
    if act not in ("approve", "cancel") or kept.fund.value not in visit.scopes(PAYS):
        return wording.text("refusal.not_allowed", visit.lang)
    try:
        if act == "approve":
            approve_increase(kept.id, by=visit.account_id, at=visit.now)
        else:
            cancel_increase(kept.id, reason=visit.request.POST.get("reason", "").replace("\0", ""), by=visit.account_id, at=visit.now)
    except Refused as caught:
        return refusals.sentence(caught.refusal, visit.lang)
    return ""


def _name(kept: IncreaseKnown) -> str:
    """Whether amounts rise, or only what is taken changes."""
    return "deductions" if kept.reach is Reach.DEDUCTIONS else "title"


def _sums(visit: Visit, found: tuple[IncreaseSums, ...]) -> Table:
    """What changes a month, by kind of award, and in all."""
    rows = [Row((tables.text(wording.text(f"benefit.{one.kind}", visit.lang)), *_money(one))) for one in found]
    foot = (tables.text(wording.text("payer.increase.all", visit.lang)), *_money(whole_of(found))) if len(found) > 1 else ()
    names = ("kind", "raised#", "before#", "after#", "more#", "fund_adds#", "state_adds#", "net_more#")
    heads = columns(visit.lang, "payer.increase", *names)
    caption = wording.text("payer.increase.caption", visit.lang)
    return Table("increase-sums", caption, heads, tuple(rows), foot=foot, empty=wording.text("payer.nothing", visit.lang))


def _money(one: IncreaseSums) -> tuple[tables.Cell, ...]:
    return (
        tables.number(one.raised),
        tables.amount(one.gross_before),
        tables.amount(one.gross_after),
        tables.amount(one.gross_after - one.gross_before),
        tables.amount(one.fund_adds_after - one.fund_adds_before),
        tables.amount(one.state_adds_after - one.state_adds_before),
        tables.amount(one.net_after - one.net_before),
    )


def _lines(visit: Visit, increase_id: int) -> Table:
    """Some awards, without a name; whoever may open files opens them from there."""
    opens = Role.OFFICER.value in visit.roles
    rows = [
        Row(
            (
                tables.code(one.award_id, href=visit.address("officer:award", award_id=one.award_id) if opens else ""),
                tables.text(wording.text(f"benefit.{one.kind}", visit.lang)),
                tables.amount(one.gross_before),
                tables.amount(one.gross_after),
                tables.amount(one.net_before),
                tables.amount(one.net_after),
            )
        )
        for one in increase_lines(increase_id, most=SHOWN)
    ]
    heads = columns(visit.lang, "payer.increase", "award", "kind", "before#", "after#", "net_before#", "net_after#")
    caption = wording.text("payer.increase.sample", visit.lang, count=SHOWN)
    return Table("increase-lines", caption, heads, tuple(rows), empty=wording.text("payer.nothing", visit.lang))


def _facts(visit: Visit, kept: IncreaseKnown) -> list[dict[str, Any]]:
    """What it rests on, when and by whom each step was done, and what its approval came to."""
    lang = visit.lang
    people = names_of({kept.prepared_by, *(step.by_id for step in kept.steps)})
    found: list[dict[str, Any]] = [
        {"label": wording.text("payer.increase.source", lang), "value": texts.short(kept.source, lang), "kind": "text"},
        {"label": wording.text("payer.increase.law_version", lang), "value": kept.law_version, "kind": "code"},
        {"label": wording.text("payer.increase.known_on", lang), "value": kept.known_on, "kind": "day"},
    ]
    for step in kept.steps:
        who = people.get(step.by_id)
        name = "" if who is None else ((who.name_ar or who.name_fr) if lang == "ar" else (who.name_fr or who.name_ar))
        label = wording.text(f"payer.increase_state.{step.kind.value}", lang)
        found.append({"label": label, "value": step.at, "kind": "moment", "note": name})
        if step.kind is IncreaseState.APPROVED:
            found += [
                {"label": wording.text("payer.increase.decision", lang), "value": step.detail.get("number", ""), "kind": "code"},
                {"label": wording.text("payer.increase.arrears_of", lang), "value": step.detail.get("arrears_of", 0), "kind": "number"},
                {"label": wording.text("payer.increase.arrears", lang), "value": step.detail.get("arrears", 0), "kind": "amount"},
                {"label": wording.text("payer.increase.debts", lang), "value": step.detail.get("debts", 0), "kind": "amount"},
            ]
    return found
