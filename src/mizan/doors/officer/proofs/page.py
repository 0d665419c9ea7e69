"""Those asked for a proof of life and not heard of: who is to be written to, called and visited, before anything else. Without a name."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.officer.desk import OFFICER, file_address
from mizan.doors.officer.proofs.letters import note_sent, options
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.benefits.queries.proofs import proofs_waiting
from mizan.funds.benefits.types.proofs import ProofWaiting
from mizan.funds.people import queries as people

SHOWN = 500
WHICH = ("all", "unsent", "visit", "held")
WHY = "proof"


@page(OFFICER, post=True)
def proofs(visit: Visit) -> HttpResponse:
    """Show who waits, the end of the grace first: everybody, letters to send, people to call or visit, or payments that wait; by wilaya."""
    done, problem = note_sent(visit) if visit.posted else ("", "")
    return listed(visit, done=done, problem=problem)


def listed(visit: Visit, *, done: str = "", problem: str = "") -> HttpResponse:
    """The list, with what was just done, or why it was not."""
    waiting = proofs_waiting(day=visit.today, limit=SHOWN)
    asked = visit.request.GET
    which = asked.get("show", "all")
    which = which if which in WHICH else "all"
    names = {one.code: str(getattr(one, f"name_{visit.lang}")) for one in people.wilayas(on=visit.today)}
    wilayas = sorted({one.wilaya_code for one in waiting if one.wilaya_code in names})
    wilaya = next((code for code in wilayas if str(code) == asked.get("wilaya")), 0)
    here = [one for one in waiting if wilaya in (0, one.wilaya_code)]
    chosen = [one for one in here if _shown(one, which, visit)]
    context = {
        "done": done,
        "problems": [{"field": "", "text": problem}] if problem else [],
        **options(visit, waiting),
        "table": _table(visit, chosen, names),
        "filters": [
            {
                "text": wording.text(f"officer.proofs.{name}", visit.lang),
                "href": f"?show={name}&wilaya={wilaya}",
                "current": name == which,
                "count": sum(_shown(one, name, visit) for one in here),
            }
            for name in WHICH
        ],
        "places": [
            {
                "text": names.get(code) or wording.text("officer.proofs.everywhere", visit.lang),
                "href": f"?show={which}&wilaya={code}",
                "current": code == wilaya,
                "count": sum(code in (0, one.wilaya_code) and _shown(one, which, visit) for one in waiting),
            }
            for code in (0, *wilayas)
        ],
    }
    return visit.page("officer/proofs/page.html", context, status=422 if problem else 200)


def _shown(one: ProofWaiting, which: str, visit: Visit) -> bool:
    return {"all": True, "unsent": one.sent_on is None, "visit": one.to_visit(visit.today), "held": one.held}[which]


def _table(visit: Visit, waiting: list[ProofWaiting], names: dict[int, str]) -> Table:
    rows = []
    for one in waiting:
        number = f"{one.fund}-V-{one.due_month.year}-{one.ask_id:07d}"
        cells = (
            tables.code(number, href=file_address(visit, "proof", one.person_id, WHY)),
            tables.text(wording.text(f"fund.{one.fund}", visit.lang), note=one.agency_code),
            tables.text(names.get(one.wilaya_code, "—")),
            tables.period(f"{one.due_month:%Y-%m}"),
            tables.day(one.sent_on),
            tables.day(one.grace_until),
            tables.day(one.tried_on, note=wording.text("officer.proofs.tries", visit.lang, count=one.tries) if one.tries else ""),
            _state(one, visit),
        )
        rows.append(Row(cells, "late" if one.held or (one.sent_on and one.grace_until < visit.today) else ""))
    heads = columns(visit.lang, "officer.proofs", "number", "fund", "wilaya", "month", "sent_on", "grace_until", "tried_on", "state")
    caption, empty = (wording.text(f"officer.proofs.{name}", visit.lang) for name in ("caption", "none"))
    return Table("proofs", caption, heads, tuple(rows), empty=empty)


def _state(one: ProofWaiting, visit: Visit) -> Cell:
    """What is to be done next."""
    if one.held:
        return tables.status(wording.text("officer.proofs.state_held", visit.lang), "late")
    if one.sent_on is None:
        return tables.status(wording.text("officer.proofs.state_unsent", visit.lang), "soon")
    if one.to_visit(visit.today):
        return tables.status(wording.text("officer.proofs.state_visit", visit.lang), "late")
    return tables.status(wording.text("officer.proofs.state_grace", visit.lang), "info")
