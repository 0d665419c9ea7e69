"""What the page of a run shows, as facts and tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit
from mizan.doors.recomputed_story import why_words
from mizan.doors.tables import Row, Table, columns
from mizan.funds.access.queries import names_of
from mizan.funds.benefits.queries.instalments import returns_of, waiting_of
from mizan.funds.benefits.queries.runs import changes_of, findings_of, sums_of, total_of
from mizan.funds.benefits.types.recomputations import RunRecomputed, Why
from mizan.funds.benefits.types.runs import FindingKnown, RunDifference, RunKnown, RunSums

SHOWN = 200
ABOVE = "above_recomputation"
"""The control whose findings of more than is due are answered before a run is approved."""


def facts(visit: Visit, run: RunKnown) -> list[dict[str, Any]]:
    """When and by whom each step was done, and the file that went out."""
    lang = visit.lang
    people = names_of({step.by_id for step in run.steps})
    found: list[dict[str, Any]] = [{"label": _w(visit, "facts.pay_on"), "value": run.pay_on, "kind": "day"}]
    for step in run.steps:
        who = people.get(step.by_id)
        name = "" if who is None else ((who.name_ar or who.name_fr) if lang == "ar" else (who.name_fr or who.name_ar))
        found.append({"label": wording.text(f"payer.state.{step.kind.value}", lang), "value": step.at, "kind": "moment", "note": name})
    if run.file is not None:
        found += [
            {"label": _w(visit, "facts.message"), "value": run.file.message_id, "kind": "code"},
            {"label": _w(visit, "facts.sha256"), "value": run.file.sha256, "kind": "code"},
            {"label": _w(visit, "facts.total"), "value": run.file.total, "kind": "amount"},
        ]
    return found


def sums(visit: Visit, found: Iterable[RunSums]) -> Table:
    """What the run makes due, by branch."""
    rows = [
        Row(
            (
                tables.text(wording.text(f"fund_branch.{one.branch}", visit.lang)), tables.number(one.lines), tables.amount(one.earned),
                tables.amount(one.state_adds), tables.amount(one.social_insurance), tables.amount(one.income_tax), tables.amount(one.net),
                tables.amount(one.paid),
            )
        )
        for one in found
    ]  # fmt: skip
    names = ("branch", "lines#", "earned#", "state#", "social#", "tax#", "net#", "paid#")
    return _table(visit, "sums", names, rows)


def changes(visit: Visit, run_id: int) -> dict[str, Any]:
    """What changed since the month before, ending on the figures of both months: they add up."""
    found = changes_of(run_id)
    now = total_of(sums_of(run_id)).paid
    moved = sum(one.amount for one in found)
    rows = [Row((tables.text(_w(visit, "changes.before")), tables.number(None), tables.amount(now - moved)))]
    rows += [
        Row((tables.text(wording.text(f"payer.reason.{one.reason}", visit.lang)), tables.number(one.awards), tables.amount(one.amount)))
        for one in found
    ]
    rows.append(Row((tables.text(_w(visit, "changes.now")), tables.number(None), tables.amount(now))))
    table = _table(visit, "changes", ("why", "awards#", "amount#"), rows)
    return {"table": table, "before": now - moved, "now": now, "moved": moved}


def findings(visit: Visit, run_id: int) -> Table | None:
    """What the five controls found, the ones that make a payment wait first."""
    found = findings_of(run_id, most=SHOWN)
    rows = [
        Row(
            (
                tables.text(wording.text(f"payer.control.{one.control}", visit.lang)),
                tables.code(one.award_id, href=_hold(visit, one.award_id)),
                tables.text(_why(visit, one.detail)),
                tables.status(
                    wording.text(f"payer.answer.{one.answer or _unanswered(one)}", visit.lang),
                    "done" if one.answer == "cleared" else "late" if _unanswered(one) != "noted" else "soon",
                ),
            ),
            "late" if _unanswered(one) != "noted" and not one.answer else "",
        )
        for one in found
    ]
    return _table(visit, "findings", ("control", "award", "detail", "answer"), rows) if rows else None


def _unanswered(one: FindingKnown) -> str:
    """What a finding nobody answered does: its payment waits, the run's approval waits, or nothing."""
    return "stops" if one.stops else "asks" if _asks(one) else "noted"


def _asks(one: FindingKnown) -> bool:
    """Whether more is paid than the law gives: the second approval waits for an answer to it; less is told, and waits for nothing."""
    return one.control == ABOVE and int(str(one.detail.get("given", 0))) > int(str(one.detail.get("expected", 0)))


def unanswered(run_id: int) -> bool:
    """Whether the run's approval waits for the answer to a finding."""
    return any(_asks(one) and not one.answer for one in findings_of(run_id, most=SHOWN))


def recomputed(visit: Visit, found: RunRecomputed | None) -> list[dict[str, Any]]:
    """The last recomputation of everyone in the fund, from careers: when, as known when, and what it found."""
    if found is None:
        return []
    numbers = [(name, getattr(found, name)) for name in ("differing", "uncomputed")]
    return [
        {"label": _w(visit, "recomputed.ended"), "value": found.ended_at, "kind": "moment"},
        {"label": _w(visit, "recomputed.cut_off"), "value": found.cut_off, "kind": "moment"},
        {"label": _w(visit, "recomputed.compared"), "value": found.agreeing + found.differing, "kind": "number"},
        *({"label": _w(visit, f"recomputed.{name}"), "value": number, "kind": "number"} for name, number in numbers),
    ]


def to_answer(visit: Visit, run_id: int) -> list[dict[str, object]]:
    """The findings nobody answered, to choose from."""
    return [
        {
            "value": one.id,
            # Two amounts and the words of this control are wider than a phone: the amounts say which it is.
            "text": ("" if one.control == ABOVE else f"{wording.text(f'payer.control.{one.control}', visit.lang)} · ")
            + f"{one.award_id} · {_why(visit, one.detail, brief=True)}",
        }
        for one in findings_of(run_id, most=SHOWN)
        if not one.answer
    ]


def _why(visit: Visit, detail: Any, *, brief: bool = False) -> str:
    """What was found, in words; `brief` for a list to choose from, which a phone must hold."""
    why, key = str(detail.get("why", "")), str(detail.get("key", ""))
    if why == "career":
        amounts = f"{shown.plain(int(detail['given']))} / {shown.plain(int(detail['expected']))}"
        return amounts if brief else f"{amounts} · {why_words(Why(str(detail.get('about'))), visit.lang)}"
    if why == "net":
        return f"{shown.plain(int(detail['given']))} / {shown.plain(int(detail['expected']))}"
    words = wording.text(f"payer.waits.{why}", visit.lang) if wording.has(f"payer.waits.{why}", visit.lang) else why
    return f"{words} {key}".strip()


def waiting(visit: Visit, run_id: int) -> Table | None:
    """What is owed and waits, with its reason."""
    rows = [
        Row(
            (
                tables.code(one.award_id, href=_hold(visit, one.award_id)),
                tables.amount(one.net),
                tables.text(wording.text(f"payer.waits.{one.waits}", visit.lang)),
                _state(visit, one.state),
            )
        )
        for one in waiting_of(run_id, most=SHOWN)
    ]
    return _table(visit, "waiting", ("award", "amount#", "why", "state"), rows) if rows else None


def returns(visit: Visit, run_id: int) -> Table | None:
    """What came back."""
    rows = []
    for one in returns_of(run_id, most=SHOWN):
        state = "settled" if one.settled else "reissue" if one.reissue else "returned"
        words = wording.text(f"payer.code.{one.code}", visit.lang) if wording.has(f"payer.code.{one.code}", visit.lang) else one.words
        rows.append(
            Row(
                (
                    tables.code(f"I{one.instalment_id}"),
                    tables.amount(one.amount),
                    tables.text(one.code, note=words),
                    tables.moment(one.at),
                    _state(visit, state),
                )
            )
        )
    return _table(visit, "returns", ("ref", "amount#", "why", "at", "state"), rows) if rows else None


def to_reissue(visit: Visit, run_id: int) -> list[dict[str, object]]:
    """The payments that came back and are not yet to be paid again."""
    return [
        {"value": one.id, "text": f"I{one.instalment_id} · {shown.amount(one.amount, visit.lang)} · {one.code}"}
        for one in returns_of(run_id, most=SHOWN)
        if not one.reissue and not one.settled
    ]


def differences(visit: Visit, found: Iterable[RunDifference]) -> Table:
    """Where the run is no longer what is due."""
    rows = [
        Row(
            (
                tables.code(one.award_id),
                tables.text(wording.text(f"payer.differs.{one.what}", visit.lang)),
                tables.amount(one.in_run),
                tables.amount(one.now_due),
            )
        )
        for one in found
    ]
    return _table(visit, "differs", ("award", "what", "in_run#", "now_due#"), rows)


def _hold(visit: Visit, award_id: int) -> str:
    """Where the payments of an award can be asked to wait, on a ground of the law."""
    return f"{visit.address('payer:new-hold')}?award={award_id}"


def _state(visit: Visit, state: str) -> tables.Cell:
    tone: tables.Tone = "done" if state == "settled" else "quiet" if state == "reversed" else "soon"
    return tables.status(wording.text(f"payer.instalment.{state}", visit.lang), tone)


def _table(visit: Visit, name: str, heads: tuple[str, ...], rows: list[Row]) -> Table:
    caption = wording.text(f"payer.{name}.caption", visit.lang)
    return Table(
        f"run-{name}", caption, columns(visit.lang, f"payer.{name}", *heads), tuple(rows), empty=wording.text("payer.nothing", visit.lang)
    )


def _w(visit: Visit, key: str) -> str:
    return wording.text(f"payer.{key}", visit.lang)
