"""Declare a year's income: asked, shown with what it makes due and why, then declared."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.pages import Visit, page
from mizan.doors.self_employed.desk import PERSON, affiliation_here
from mizan.doors.years_expected import YearExpected, years_expected
from mizan.flows.declare_base import declare_base
from mizan.formats.daa import DaaReturn
from mizan.funds.contributions.yearly import DECLARED, contribution_of, law_day
from mizan.funds.self_employed.types import AffiliationKnown
from mizan.kernel.money import parse_amount
from mizan.kernel.refusals import Refused
from mizan.law.algeria.self_employed import Part, payment_deadline, yearly_bounds


@page(PERSON, post=True)
def declare(visit: Visit, affiliation_id: int) -> HttpResponse:
    """Ask, show what it makes due, declare. `act` of the form: check, change, declare."""
    affiliation = affiliation_here(visit, affiliation_id)
    years = {str(one.year): one for one in years_expected(affiliation, visit.today)}
    asked = visit.request.POST if visit.posted else visit.request.GET
    first = next((key for key, one in years.items() if one.filing is None), next(iter(years), ""))
    chosen = years.get(asked.get("year", first), years.get(first))
    if chosen is None:
        return visit.page("self_employed/declare/none.html", {"affiliation": affiliation})
    act = visit.request.POST.get("act", "")
    if not visit.posted or act == "change":
        return _form(visit, affiliation, years, chosen, {})
    try:
        income = parse_amount(visit.request.POST.get("income", ""))
    except Refused as refused:
        return _form(visit, affiliation, years, chosen, {"income": refusals.sentence(refused.refusal, visit.lang)})
    declaration = DaaReturn(affiliation.nss, chosen.year, income, "normal" if chosen.filing is None else "rectifying")
    return _take(visit, affiliation, years, chosen, declaration, keep=act == "declare")


def _take(
    visit: Visit, affiliation: AffiliationKnown, years: dict[str, YearExpected], chosen: YearExpected, declaration: DaaReturn, *, keep: bool
) -> HttpResponse:
    try:
        receipt = declare_base(declaration=declaration, source="keyed", test=not keep, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return _form(visit, affiliation, years, chosen, {"": refusals.sentence(refused.refusal, visit.lang)})
    said = [one.sentence(visit.lang) for one in receipt.anomalies]
    if receipt.outcome.value == "refused":
        return _form(visit, affiliation, years, chosen, dict.fromkeys(("income",), said[0]))
    if receipt.filing_id is not None:
        if receipt.due_ids:
            return visit.go("self_employed:due", affiliation_id=affiliation.id, due_id=receipt.due_ids[0])
        return visit.go("self_employed:home", affiliation_id=affiliation.id)
    found = contribution_of(declaration.income, DECLARED, declaration.year)
    context = {
        "affiliation": affiliation,
        "declaration": declaration,
        "year": str(declaration.year),
        "income": visit.request.POST.get("income", ""),
        "said": said,
        "found": found,
        "bounds": yearly_bounds(law_day(declaration.year)),
        "due_on": payment_deadline(declaration.year, affiliation.activity),
        "trace": found.trace.to_json(),
        "facts": _facts(visit, found.parts),
    }
    return visit.page("self_employed/declare/check.html", context)


def _facts(visit: Visit, parts: tuple[Part, ...]) -> list[dict[str, object]]:
    return [{"label": wording.text(f"fund_branch.{part.branch}", visit.lang), "kind": "amount", "value": part.amount} for part in parts]


def _form(
    visit: Visit, affiliation: AffiliationKnown, years: dict[str, YearExpected], chosen: YearExpected, wrong: dict[str, str]
) -> HttpResponse:
    options = []
    for key, one in years.items():
        suffix = "" if one.filing is None else f" — {wording.text('self_employed.declare.declared', visit.lang)}"
        options.append({"value": key, "text": f"{key}{suffix}"})
    context = {
        "affiliation": affiliation,
        "options": options,
        "year": str(chosen.year),
        "chosen": chosen,
        "rectifies": chosen.filing is not None,
        "income": visit.request.POST.get("income", ""),
        "bounds": yearly_bounds(law_day(chosen.year)),
        "wrong": wrong,
        "problems": [{"field": name, "text": text} for name, text in wrong.items()],
    }
    return visit.page("self_employed/declare/page.html", context, status=422 if wrong else 200)
