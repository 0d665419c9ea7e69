"""Everything the book holds, with where it was read and how far it can be trusted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from mizan.law.engine.book import Book
from mizan.law.engine.describe import basis_json
from mizan.law.engine.rules import Rule
from mizan.law.engine.sources import Reference, Standing
from mizan.law.engine.values import Step

_PLACE = {standing: place for place, standing in enumerate(Standing)}


def audit(book: Book) -> list[dict[str, Any]]:
    """One entry for each wording of a rule, step of a value, switch and fact whose bounds have a source, the least trusted last.

    `{name, kind, source, article, standing, since, until, published_on, title, gazette, …}`; days as ISO text, None where it does not
    apply. A value has `value`, `unit`, `read_in`, and `held_until` where the book has been corrected since; a rule `rounding` and
    `known_from`; a switch `value`, the default, and `reason`; a fact `least` and `most`.
    """
    entries = [*_rules(book), *_values(book), *_switches(book), *_facts(book)]
    return sorted(entries, key=lambda e: (_PLACE[e["standing"]], e["kind"], e["name"], e["since"] or "", e.get("held_until") or ""))


def _rules(book: Book) -> Iterator[dict[str, Any]]:
    for name, wordings in book.rules.items():
        for wording in wordings:
            entry = _entry(name, "rule", book.sources.reference(wording.source, wording.place), wording.standing, wording)
            yield entry | {"unit": wording.unit, "rounding": wording.rounding, "known_from": _iso(wording.known_from)}


def _values(book: Book) -> Iterator[dict[str, Any]]:
    for name, value in book.values.items():
        for held_until, steps in [*value.earlier, (None, value.steps)]:
            for step in steps:
                entry = _entry(name, "value", step.reference, step.standing, step)
                yield entry | {"value": step.value, "unit": value.unit, "read_in": list(step.read_in), "held_until": _iso(held_until)}


def _switches(book: Book) -> Iterator[dict[str, Any]]:
    for name, switch in book.inputs.switches.items():
        entry = _entry(name, "switch", switch.reference, switch.standing, None)
        yield entry | {"value": book.inputs.shown(switch.unit, switch.default), "unit": switch.unit, "reason": dict(switch.reason)}


def _facts(book: Book) -> Iterator[dict[str, Any]]:
    for name, fact in book.inputs.facts.items():
        if fact.reference is not None:
            entry = _entry(name, "fact", fact.reference, fact.standing, None)
            bounds = {"least": book.inputs.shown(fact.unit, fact.least), "most": book.inputs.shown(fact.unit, fact.most)}
            yield entry | {"unit": fact.unit} | bounds


def _entry(name: str, kind: str, reference: Reference, standing: Standing, piece: Rule | Step | None) -> dict[str, Any]:
    basis = basis_json(reference)
    return {
        "name": name,
        "kind": kind,
        "source": basis["source"],
        "article": reference.article or None,
        "standing": standing,
        "since": _iso(piece.since) if piece else None,
        "until": _iso(piece.until) if piece else None,
        "published_on": _iso(piece.published_on) if piece else None,
        "title": basis["title"],
        "gazette": basis["gazette"],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
