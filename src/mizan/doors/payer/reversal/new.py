"""Ask that a payment be undone: what was paid, and why it should not have been."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.payer.people import written
from mizan.doors.payer.reversals.page import REF, known_payment
from mizan.doors.payer.runs.page import PAYS
from mizan.flows.pay_returns import propose_reversal_of
from mizan.funds.benefits.queries.instalments import instalment_of
from mizan.funds.benefits.types.runs import InstalmentKnown
from mizan.kernel.refusals import Refused


@page(PAYS, post=True)
def new_reversal(visit: Visit) -> HttpResponse:
    """The form, for the payment the address names; what it asks waits for another person."""
    if "ref" not in visit.request.GET:
        return visit.go("payer:reversals")
    match = REF.fullmatch(visit.request.GET["ref"])
    found = instalment_of(int(match["id"])) if match is not None and known_payment(visit, int(match["id"])) else None
    if found is None:
        raise Missing(0)
    problem = ""
    if visit.posted:
        try:
            made = propose_reversal_of(found.id, ground=written(visit, "ground"), by=visit.account_id, at=visit.now)
            return visit.go("payer:reversal", reversal_id=made)
        except Refused as caught:
            problem = refusals.sentence(caught.refusal, visit.lang)
    context = {
        "ref": f"I{found.id}",
        "facts": facts(visit, found),
        "problems": [{"field": "ground", "text": problem}] if problem else [],
        "problem": problem,
        "ground": written(visit, "ground"),
    }
    return visit.page("payer/reversal/new.html", context, status=422 if problem else 200)


def facts(visit: Visit, one: InstalmentKnown) -> list[dict[str, object]]:
    """What the payment was."""
    lang = visit.lang
    values: list[tuple[str, str, object, str]] = [
        ("ref", "code", f"I{one.id}", ""),
        ("award", "code", one.award_id, ""),
        ("month", "period", f"{one.month:%Y-%m}", ""),
        ("run", "text", wording.text("payer.reversal.run_open", lang), visit.address("payer:run", run_id=one.run_id)),
        ("gross", "amount", one.gross, ""),
        ("net", "amount", one.net, ""),
        ("paid", "amount", one.paid, ""),
        ("state", "text", wording.text(f"payer.instalment.{one.state}", lang), ""),
    ]
    return [
        {"label": wording.text(f"payer.reversal.{name}", lang), "kind": kind, "value": value, "href": href}
        for name, kind, value, href in values
    ]
