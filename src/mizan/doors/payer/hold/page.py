"""One hold: whom it concerns, on which text, until when, what it made wait, its notice and its story; agree to it, serve it, lift it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from mizan.doors import refusals, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.officer.desk import accounts_called
from mizan.doors.pages import Visit, page
from mizan.doors.payer.holds.page import PURPOSE, TONES, cited, funds_of, state_of, titled
from mizan.doors.payer.people import address_of, named, written
from mizan.doors.payer.people import said as isolated
from mizan.doors.payer.runs.page import PAYS
from mizan.doors.payer.serving import serve, to_serve
from mizan.doors.shown import as_lang
from mizan.doors.tables import Row, Table, columns
from mizan.flows.hold_payment import agree_hold, notice_of_hold
from mizan.funds.benefits.actions.hold_payment import release_payment
from mizan.funds.benefits.queries.holds import decision_for_hold, held_so_far, hold_of, notices_of_hold, steps_of_hold
from mizan.funds.benefits.types.holds import HoldKnown
from mizan.kernel.refusals import Refused, refused

OPEN = ("proposed", "agreed")


@page(PAYS, post=True)
def hold(visit: Visit, hold_id: int) -> HttpResponse:
    """Show the hold; each form is one act."""
    kept = _known(visit, hold_id)
    problem = _act(visit, kept) if visit.posted else ""
    if visit.posted and not problem:
        return visit.go("payer:hold", hold_id=hold_id)
    kept = _known(visit, hold_id)
    state = state_of(visit, kept)
    notices = notices_of_hold(hold_id)
    context = {
        "hold": kept,
        "person": named(visit, kept.award_id, PURPOSE),
        "ground": titled(kept.ground, visit),
        "state": wording.text(f"payer.hold.state.{state}", visit.lang),
        "tone": TONES[state],
        "waiting": held_so_far(hold_id),
        "facts": _facts(visit, kept),
        "letters": [
            {"key": f"payer.hold.letter_{one.language}", "language": one.language, "href": _letter(visit, hold_id, one.language)}
            for one in notices
        ],
        "notice": _notice(visit, kept),
        **to_serve(visit, notices),
        "story": _story(visit, kept),
        "may_agree": kept.state == "proposed" and kept.by_id != visit.account_id,
        "may_release": kept.state in OPEN,
        "awaits": kept.state == "agreed",
        "problems": [{"field": "", "text": problem}] if problem else [],
    }
    return visit.page("payer/hold/page.html", context, status=422 if problem else 200)


@page(PAYS)
def hold_letter(visit: Visit, hold_id: int, language: str) -> HttpResponse:
    """The notice as PDF, made now and kept nowhere."""
    kept = _known(visit, hold_id)
    notice = next((one for one in notices_of_hold(hold_id) if one.language == as_lang(language)), None)
    if notice is None:
        raise Missing(hold_id)
    made = notice_of_hold(kept, notice, by=visit.account_id, at=visit.now)
    name = f"{kept.number}-{notice.language}.pdf"
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _known(visit: Visit, hold_id: int) -> HoldKnown:
    kept = hold_of(hold_id)
    if kept is None or kept.fund not in funds_of(visit):
        raise Missing(hold_id)
    return kept


def _letter(visit: Visit, hold_id: int, language: str) -> str:
    return visit.address("payer:hold-letter", hold_id=hold_id, language=as_lang(language))


def _act(visit: Visit, kept: HoldKnown) -> str:
    """Do what the form asks; why not, if it was not done."""
    acts: dict[str, Callable[[Visit, HoldKnown], None]] = {"agree": _agree, "release": _release, "serve": _serve}
    act = acts.get(visit.request.POST.get("act", ""))
    if act is None:
        return wording.text("refusal.not_allowed", visit.lang)
    try:
        act(visit, kept)
    except Refused as caught:
        return refusals.sentence(caught.refusal, visit.lang)
    return ""


def _agree(visit: Visit, kept: HoldKnown) -> None:
    agree_hold(kept.id, address=address_of(visit), by=visit.account_id, at=visit.now)


def _release(visit: Visit, kept: HoldKnown) -> None:
    number = written(visit, "decision", 40)
    decision = decision_for_hold(kept.id, number) if number else None
    if number and decision is None:
        raise refused("hold_decision", "decision")
    release_payment(kept.id, ground=written(visit, "ground"), decision_id=decision, by=visit.account_id, at=visit.now)


def _serve(visit: Visit, kept: HoldKnown) -> None:
    serve(visit, notices_of_hold(kept.id))


def _facts(visit: Visit, kept: HoldKnown) -> list[dict[str, object]]:
    lang = visit.lang
    words = wording.text
    values: list[tuple[str, str, object, str]] = [
        ("fund", "text", words(f"fund.{kept.fund.value}", lang), ""),
        ("benefit", "text", words(f"benefit.{kept.kind}", lang), ""),
        ("award_number", "code", kept.award_id, ""),
        ("net", "amount", kept.net, ""),
        ("text", "text", cited(kept.ground, visit), words(f"standing.{kept.standing}", lang)),
        ("from", "day", kept.starts_on, ""),
        ("deadline", "day", kept.deadline, ""),
        ("limit", "number", kept.longest_days, ""),
        ("appeal", "text", words(f"payer.body.{kept.appeal_body}", lang), words("payer.hold.appeal_days", lang, days=kept.appeal_days)),
    ]
    return [{"label": words(f"payer.hold.{name}", lang), "kind": kind, "value": value, "note": note} for name, kind, value, note in values]


def _notice(visit: Visit, kept: HoldKnown) -> str:
    if kept.notified_on is None:
        return wording.text("payer.hold.notice_missing", visit.lang)
    return wording.text("payer.hold.notice_made", visit.lang, day=kept.notified_on)


def _story(visit: Visit, kept: HoldKnown) -> Table:
    """What was done, by whom, when, in what words."""
    steps, notices = steps_of_hold(kept.id), notices_of_hold(kept.id)
    people = accounts_called([kept.by_id, *(one.by_id for one in steps)], visit.lang)
    done = [("asked", kept.by_id, kept.at, kept.reason)]
    done += [(one.kind, one.by_id, one.at, " · ".join(part for part in (one.ground, one.decision) if part)) for one in steps]
    rows = [
        Row(
            (
                tables.text(wording.text(f"payer.hold.did.{kind}", visit.lang)),
                tables.text(wording.text("payer.hold.system", visit.lang) if kind == "lapsed" else people.get(by, "")),
                tables.moment(at),
                tables.text(isolated(said)),
            )
        )
        for kind, by, at, said in done
    ]
    rows += [
        Row(
            (
                tables.text(wording.text("payer.hold.did.served", visit.lang)),
                tables.text(wording.text(f"payer.channel.{one.channel}", visit.lang)),
                tables.day(one.served_on),
                tables.text(wording.text(f"payer.hold.letter_{one.language}", visit.lang), note=one.reference),
            )
        )
        for one in notices
        if one.served_on is not None
    ]
    heads = columns(visit.lang, "payer.hold", "step", "who", "when", "said")
    return Table("hold-story", wording.text("payer.hold.story", visit.lang), heads, tuple(rows), sortable=False)
