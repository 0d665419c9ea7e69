"""Proof of life on a person's file: where they stand, what shows it, what was asked and done; and what an officer writes down."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.officer.desk import OFFICER, FileHere, accounts_called, file_address, file_here
from mizan.doors.officer.file.person.page import frame
from mizan.doors.officer.file.proof.acts import ASKED_BY, BY_HAND, TRIED, act
from mizan.doors.pages import Visit, page
from mizan.doors.shown import LANGS, as_lang
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.flows.hold_unproved import awards_to_hold
from mizan.flows.write_proof_letter import ask_number, proof_letter_of
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.queries import awards_of_person
from mizan.funds.benefits.queries.holds import holds_of
from mizan.funds.benefits.queries.proofs import ask_of, asks_of, signs_of
from mizan.funds.benefits.types.proofs import AskKnown, LifeState, Sign, Standing, life_state
from mizan.kernel.periods import add_months

TONES: dict[Standing, Tone] = {Standing.PROVED: "done", Standing.ASKED: "info", Standing.ASSISTED: "soon", Standing.NOTHING: "quiet"}
SHOWN_MONTHS = 36
"""How far back what showed the person alive is listed."""


@page(OFFICER, post=True)
def proof(visit: Visit, person_id: int) -> HttpResponseBase:
    """Show where the person stands; write down a proof, a letter that left, a visit asked for, a call, or propose a hold."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    wrong = act(visit, person_id) if visit.posted else {}
    if visit.posted and not wrong:
        return visit.leave(file_address(visit, "proof", person_id, here.why))
    signs, asks = signs_of(person_id, since=add_months(visit.today, -SHOWN_MONTHS), until=visit.today), asks_of(person_id)
    state = life_state(signs, asks, visit.today)
    context = {
        **frame(visit, here, "proof"),
        "state": _state(visit, state),
        "signs": _signs(visit, signs),
        "asks": [_ask(visit, here, one) for one in reversed(asks)],
        "ask": state.ask,
        "to_send": [] if state.ask is None else _options(visit, "language", _unsent(state.ask), of="officer.language"),
        "kinds": _options(visit, "kind", BY_HAND),
        "askers": _options(visit, "asked_by", ASKED_BY),
        "tries": _options(visit, "tried", TRIED),
        "evidence": [{"value": str(one.evidence_id), "text": _sign_called(visit, one)} for one in signs if _annullable(one)],
        **_hold(visit, state, signs),
        "held": _held(visit, person_id),
        "given": {name: visit.request.POST.get(name, "") for name in visit.request.POST},
        "today": visit.today.isoformat(),
        "act": visit.request.POST.get("act", ""),
        "wrong": wrong,
        "problems": [{"field": name, "text": text} for name, text in wrong.items()],
    }
    return visit.page("officer/file/proof/page.html", context, status=422 if wrong else 200)


@page(OFFICER)
def proof_letter(visit: Visit, person_id: int, ask_id: int, language: str) -> HttpResponseBase:
    """The letter of an ask as PDF, made now and kept nowhere."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    ask = ask_of(ask_id)
    if ask is None or ask.person_id != person_id:
        raise Missing(ask_id)
    headers = {"Content-Disposition": f'attachment; filename="{ask_number(ask)}-{language}.pdf"', "Content-Language": language}
    return HttpResponse(proof_letter_of(ask_id, as_lang(language)), content_type="application/pdf", headers=headers)


def _options(visit: Visit, group: str, values: tuple[str, ...], *, of: str = "") -> list[dict[str, str]]:
    return [{"value": one, "text": wording.text(f"{of or f'officer.proof.{group}'}.{one}", visit.lang)} for one in values]


def _unsent(ask: AskKnown) -> tuple[str, ...]:
    return tuple(one for one in LANGS if one not in {step.language for step in ask.steps})


def _annullable(sign: Sign) -> bool:
    return sign.evidence_id is not None and sign.kind.value in BY_HAND


def _state(visit: Visit, state: LifeState) -> dict[str, object]:
    """Where the person stands, in a sentence."""
    key = f"officer.proof.standing.{state.standing}"
    late = state.standing is Standing.ASSISTED and state.until is not None and state.until < visit.today
    said = wording.text(f"{key}_text" if not late else f"{key}_late", visit.lang, **({"until": state.until} if state.until else {}))
    return {"tone": "late" if late else TONES[state.standing], "name": wording.text(key, visit.lang), "text": said}


def _sign_called(visit: Visit, one: Sign) -> str:
    return f"{wording.text(f'officer.proof.sign.{one.kind}', visit.lang)} · {one.on_day.isoformat()} · {one.place}"


def _signs(visit: Visit, signs: tuple[Sign, ...]) -> Table:
    names = accounts_called([one.by for one in signs], visit.lang)
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"officer.proof.sign.{one.kind}", visit.lang), note=one.place),
                tables.day(one.on_day),
                tables.day(one.valid_until),
                tables.text(names.get(one.by or 0, "—"), note=one.ref),
                tables.moment(one.known_from),
            ),
            "" if one.valid_until > visit.today else "quiet",
        )
        for one in reversed(signs)
    )
    heads = columns(visit.lang, "officer.proof", "what", "on_day", "valid_until", "by", "known_from")
    caption, empty = wording.text("officer.proof.signs", visit.lang), wording.text("officer.proof.signs_none", visit.lang)
    return Table("signs", caption, heads, rows, empty=empty, sortable=False)


def _ask(visit: Visit, here: FileHere, ask: AskKnown) -> dict[str, object]:
    """An ask with its letters and what followed."""
    lang = visit.lang
    names = accounts_called([one.by for one in ask.steps], lang)
    rows = []
    for one in ask.steps:
        words = f"officer.language.{one.language}" if one.language else f"officer.proof.outcome.{one.outcome}"
        told = (tables.text(wording.text(f"officer.proof.step.{one.kind}", lang), note=wording.text(words, lang)), tables.day(one.on_day))
        rows.append(Row((*told, tables.text(one.note or one.sha256[:16]), tables.text(names.get(one.by, "")))))
    heads = columns(lang, "officer.proof", "done", "on_day", "note", "by")
    caption, empty = wording.text("officer.proof.steps", lang), wording.text("officer.proof.steps_none", lang)
    facts: list[dict[str, object]] = [
        {"label": wording.text(f"officer.proof.{name}", lang), "kind": kind, "value": value}
        for name, kind, value in (
            ("month", "period", f"{ask.due_month:%Y-%m}"), ("asked_on", "day", ask.asked_on), ("since", "day", ask.counts_since),
            ("grace_until", "day", ask.grace_until(visit.today)),
        )
    ]  # fmt: skip
    return {
        "number": ask_number(ask),
        "facts": facts,
        "steps": Table(f"steps-{ask.id}", caption, heads, tuple(rows), empty=empty, sortable=False),
        "letters": [
            {
                "href": file_address(visit, "proof-letter", here.person.id, here.why, ask_id=ask.id, language=one),
                "language": one,
                "key": f"officer.decision.letter_{one}",
            }
            for one in LANGS
        ],
    }


def _held(visit: Visit, person_id: int) -> bool:
    """Whether something the person is paid waits today, on whatever ground, as far as the officer sees."""
    return any(
        hold.binds(visit.today) for award in awards_of_person(person_id) if award.person_id == person_id for hold in holds_of(award.id)
    )


def _ground_lacks(person_id: int, visit: Visit) -> str:
    """What a refusal would say where nothing the person is paid may wait for a proof: no ground is named, or it is not about it."""
    if not proof_switches.in_force().hold_ground:
        return "proof_ground_unnamed"
    return "" if awards_to_hold(person_id, visit.today) else "proof_nothing_paid"


def _hold(visit: Visit, state: LifeState, signs: tuple[Sign, ...]) -> dict[str, object]:
    """Whether a hold may be proposed today, and if not, the reason in words."""
    if state.ask is None:
        return {"may_hold": False, "no_hold": ""}
    why = state.ask.may_be_held(signs, visit.today) or _ground_lacks(state.ask.person_id, visit)
    return {"may_hold": not why, "no_hold": wording.text(f"refusal.{why}", visit.lang) if why else ""}
