"""One reversal: the payment, why it is undone, what that posts, what the person owes back and how it is recovered; agree to it."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import refusals, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.officer.desk import accounts_called
from mizan.doors.pages import Visit, page
from mizan.doors.payer.entry_lines import lines_table
from mizan.doors.payer.holds.page import funds_of
from mizan.doors.payer.people import address_of, named
from mizan.doors.payer.people import said as isolated
from mizan.doors.payer.reversal.new import facts
from mizan.doors.payer.reversals.page import PURPOSE
from mizan.doors.payer.runs.page import PAYS
from mizan.doors.shown import as_lang
from mizan.doors.tables import Row, Table, columns
from mizan.flows.pay_returns import approve_reversal_of, lines_of_reversal
from mizan.flows.tell_debt import notice_of_debt
from mizan.funds.benefits.queries.debts import debt_of, reversal_of
from mizan.funds.benefits.queries.holds import notices_of_debt
from mizan.funds.benefits.queries.instalments import instalment_of
from mizan.funds.benefits.types.holds import DebtKnown, ReversalKnown
from mizan.kernel.refusals import Refused


@page(PAYS, post=True)
def reversal(visit: Visit, reversal_id: int) -> HttpResponse:
    """Show the reversal; its one form is the agreement of a second person."""
    kept = _known(visit, reversal_id)
    problem = ""
    if visit.posted:
        try:
            approve_reversal_of(reversal_id, address=address_of(visit), by=visit.account_id, at=visit.now)
            return visit.go("payer:reversal", reversal_id=reversal_id)
        except Refused as caught:
            problem = refusals.sentence(caught.refusal, visit.lang)
    paid = instalment_of(kept.instalment_id)
    debt = debt_of(kept.debt_id) if kept.debt_id is not None else None
    waits = kept.approved_at is None
    context = {
        "reversal": kept,
        "person": named(visit, kept.award_id, PURPOSE),
        "state": wording.text(f"payer.reversal.{'waits' if waits else 'done'}", visit.lang),
        "tone": "soon" if waits else "done",
        "facts": facts(visit, paid) if paid is not None else [],
        "story": _story(visit, kept),
        "lines": _lines(visit, kept),
        "debt": _debt(visit, debt) if debt is not None else None,
        "debt_opens": visit.address("payer:debt", debt_id=debt.id) if debt is not None else "",
        "letters": [
            {
                "key": f"payer.hold.letter_{one.language}",
                "language": one.language,
                "href": visit.address("payer:debt-letter", reversal_id=reversal_id, language=as_lang(one.language)),
            }
            for one in (notices_of_debt(debt.id) if debt is not None else ())
        ],
        "may_agree": waits and kept.proposed_by != visit.account_id,
        "problems": [{"field": "", "text": problem}] if problem else [],
    }
    return visit.page("payer/reversal/page.html", context, status=422 if problem else 200)


@page(PAYS)
def debt_letter(visit: Visit, reversal_id: int, language: str) -> HttpResponse:
    """The notice of the debt as PDF, made now and kept nowhere."""
    kept = _known(visit, reversal_id)
    found = notices_of_debt(kept.debt_id) if kept.debt_id is not None else ()
    notice = next((one for one in found if one.language == as_lang(language)), None)
    if notice is None:
        raise Missing(reversal_id)
    made = notice_of_debt(notice, by=visit.account_id, at=visit.now)
    headers = {"Content-Disposition": f'inline; filename="I{kept.instalment_id}-{notice.language}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _known(visit: Visit, reversal_id: int) -> ReversalKnown:
    kept = reversal_of(reversal_id)
    if kept is None or kept.fund not in funds_of(visit):
        raise Missing(reversal_id)
    return kept


def _story(visit: Visit, kept: ReversalKnown) -> Table:
    people = accounts_called([kept.proposed_by, kept.approved_by], visit.lang)
    done = [("proposed", kept.proposed_by, kept.proposed_at, kept.ground)]
    if kept.approved_by is not None and kept.approved_at is not None:
        done.append(("approved", kept.approved_by, kept.approved_at, ""))
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"payer.reversal.did.{kind}", visit.lang)),
                tables.text(people.get(by, "")),
                tables.moment(at),
                tables.text(isolated(said)),
            )
        )
        for kind, by, at, said in done
    )
    heads = columns(visit.lang, "payer.hold", "step", "who", "when", "said")
    return Table("reversal-story", wording.text("payer.reversal.story", visit.lang), heads, rows, sortable=False)


def _lines(visit: Visit, kept: ReversalKnown) -> Table:
    """What the reversal posts, or would: debits above zero, credits below; each fund's lines sum to zero."""
    caption = wording.text(f"payer.reversal.{'would_post' if kept.approved_at is None else 'posted'}", visit.lang)
    return lines_table("reversal-lines", caption, lines_of_reversal(kept.id), visit.lang)


def _debt(visit: Visit, debt: DebtKnown) -> list[dict[str, object]]:
    lang = visit.lang
    values: list[tuple[str, str, object]] = [
        ("number", "code", debt.number),
        ("whole", "amount", debt.amount),
        ("left", "amount", debt.left),
    ]
    return [{"label": wording.text(f"payer.reversal.debt_{name}", lang), "kind": kind, "value": value} for name, kind, value in values]
