"""Everything the book holds, with where it was read and how far it can be trusted."""

from typing import Any

from mizan.law.engine.book import Book
from mizan.law.engine.sources import Standing

_PLACE = {standing: place for place, standing in enumerate(Standing)}


def audit(book: Book) -> list[dict[str, Any]]:
    """One entry for each wording of a rule, each step of a value and each switch, the least trusted last.

    `{name, kind, source, article, standing, since, until, published_on, value}`; days as ISO text, None where it does not apply.
    """
    entries: list[dict[str, Any]] = []
    for name, wordings in book.rules.items():
        for wording in wordings:
            reference = book.sources.reference(wording.source, wording.place)
            entries.append(_entry(name, "rule", reference.source.key, reference.article, wording.standing, wording.since, wording.until))
    for name, value in book.values.items():
        for step in value.steps:
            source = step.reference.source.key
            entry = _entry(name, "value", source, step.reference.article, step.standing, step.since, step.until)
            published = step.published_on.isoformat() if step.published_on else None
            entries.append(entry | {"value": step.value, "unit": value.unit, "published_on": published, "read_in": list(step.read_in)})
    for name, switch in book.inputs.switches.items():
        reference = switch.reference
        entry = _entry(name, "switch", reference.source.key, reference.article, switch.standing, None, None)
        entries.append(entry | {"value": book.inputs.shown(switch.unit, switch.default), "reason": dict(switch.reason)})
    return sorted(entries, key=lambda e: (_PLACE[e["standing"]], e["kind"], e["name"], e["since"] or ""))


def _entry(name: str, kind: str, source: str, article: str, standing: Standing, since: Any, until: Any) -> dict[str, Any]:
    return {
        "name": name,
        "kind": kind,
        "source": source,
        "article": article or None,
        "standing": standing,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }
