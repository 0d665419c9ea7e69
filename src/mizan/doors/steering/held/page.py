"""Money that is laid on no due, opened: employers' credits with what made them, and bank lines that wait to be identified."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.controller.desk import WORKS, names_of
from mizan.doors.credit_story import credit_movements_table
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.desk import READERS, crumb, cut_off, page_asked, path_of, query
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.people import queries as people
from mizan.kernel.funds import Fund

PAGE = 100
EMPLOYER = "EMPLOYER"
DEBTORS = {EMPLOYER, *Fund}


@page(*READERS)
def credits_held(visit: Visit) -> HttpResponse:
    """Whose credit is held, the largest first; it adds up to the figure of the balance."""
    day, here, lang = cut_off(visit), page_asked(visit), visit.lang
    found = queries.credits_held(as_of=day, limit=PAGE + 1, offset=(here - 1) * PAGE)
    known = people.employers_of(one.employer_id for one in found)
    names, rows = names_of(known, lang), []
    for one in found[:PAGE]:
        carried = query(visit)
        if one.debtor != EMPLOYER:
            carried += f"{'&' if carried else '?'}debtor={one.debtor}"
        href = visit.address("steering:credit", employer_id=one.employer_id) + carried
        number = known[one.employer_id].number if one.employer_id in known else ""
        name = names.get(one.employer_id) or wording.text("steering.unnamed", lang, number=one.employer_id)
        whose = "" if one.debtor == EMPLOYER else wording.text(f"fund_name.{one.debtor}", lang)
        rows.append(Row((tables.text(name, href=href, note=number), tables.text(whose), tables.amount(one.amount, href=href))))
    heads = columns(lang, "steering.held", "employer", "debtor", "credit#")
    caption, empty = wording.text("steering.held.credits", lang), wording.text("steering.held.no_credit", lang)
    table = Table("credits", caption, heads, tuple(rows), empty=empty)
    return _show(visit, "credits", table, queries.balance_table(day).credit, here=here, more=len(found) > PAGE)


@page(*READERS)
def credit(visit: Visit, employer_id: int) -> HttpResponse:
    """What made one credit, movement by movement."""
    day, lang = cut_off(visit), visit.lang
    debtor = visit.request.GET.get("debtor", EMPLOYER)
    names = names_of([employer_id], lang)
    if debtor not in DEBTORS or employer_id not in names:
        raise Missing(employer_id)
    found = queries.credit_movements_of(employer_id, debtor=debtor, as_of=day)
    table = credit_movements_table(
        found, visit,
        due=lambda due_id: visit.address("steering:due", due_id=due_id),
        receipt=(lambda receipt_id: visit.address("controller:receipt", receipt_id=receipt_id)) if visit.roles & frozenset(WORKS) else None,
    )  # fmt: skip
    name = names[employer_id]
    above = [crumb(visit, wording.text("steering.held.credits_title", lang), "steering:credits", query(visit))]
    return _show(visit, "credits", table, sum(one.amount for one in found), name=name, above=above)


@page(*READERS)
def waiting(visit: Visit) -> HttpResponse:
    """The bank lines that were laid on nothing at the end of the day asked for."""
    day, here, lang = cut_off(visit), page_asked(visit), visit.lang
    found = queries.receipts_waiting_on(day, limit=PAGE + 1, offset=(here - 1) * PAGE)
    works = bool(visit.roles & frozenset(WORKS))
    rows = []
    for one in found[:PAGE]:
        href = visit.address("controller:receipt", receipt_id=one.id) if works else ""
        cells = (
            tables.code(f"{one.statement_no} / {one.line_ref}", href=href),
            tables.day(one.booked_on),
            tables.text(one.payer_name),
            tables.text(one.reference),
            tables.amount(one.amount, href=href),
        )
        rows.append(Row(cells))
    heads = columns(lang, "steering.held", "line", "day", "payer", "reference", "amount#")
    caption, empty = wording.text("steering.held.receipts", lang), wording.text("steering.held.no_receipt", lang)
    table = Table("waiting", caption, heads, tuple(rows), empty=empty)
    return _show(visit, "waiting", table, queries.balance_table(day).waiting, here=here, more=len(found) > PAGE)


def _show(
    visit: Visit, what: str, table: Table, total: int, *, name: str = "", above: list[dict[str, str]] | None = None, here: int = 1,
    more: bool = False,
) -> HttpResponse:  # fmt: skip
    title = wording.text(f"steering.held.{what}_title", visit.lang)
    carried = query(visit)
    context = {
        "title": title,
        "lead": wording.text(f"steering.held.{what}_lead", visit.lang),
        "name": name,
        "total": total,
        "as_of": cut_off(visit),
        "crumbs": [*path_of(visit), *(above or []), crumb(visit, name or title)],
        "table": table,
        "here": here,
        "more": more,
        "carried": carried + ("&" if carried else "?"),
    }
    return visit.page("steering/held/page.html", context)
