"""`audit`, `values` and `diff`: what the book holds, how it was read, and how it changed."""

import argparse
import difflib
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from mizan.law.console.explaining import REFUSED, unknown
from mizan.law.console.library import MisuseError, day, library
from mizan.law.console.words import Words, refusal_json, shown_value
from mizan.law.engine.audit import audit as audited
from mizan.law.engine.book import Book
from mizan.law.engine.describe import through_time
from mizan.law.engine.diff import change_json, changes, restated
from mizan.law.engine.sources import Standing


def audit(args: argparse.Namespace) -> int:
    """Every rule, value, switch and sourced fact by standing, the least trusted last."""
    shelf = library(args.book)
    entries = audited(shelf.book)
    if args.json:
        print(json.dumps(entries, ensure_ascii=False))
        return 0
    words = Words(shelf.book, args.lang)
    for standing in Standing:
        found = [entry for entry in entries if entry["standing"] == standing]
        print(f"{standing}: {len(found)} · {words.standing(standing)}")
        for entry in found:
            article = f" art. {entry['article']}" if entry["article"] else ""
            days = f"{entry['since'] or '-':10} {entry['until'] or '-':10}"
            print(f"  {entry['kind']:6} {entry['name']:32} {days} {entry['source']}{article}")
    return 0


def values(args: argparse.Namespace) -> int:
    """The names of the values, or one value or rule through time."""
    shelf = library(args.book)
    words = Words(shelf.book, args.lang)
    if not args.name:
        held = [{"name": name, "unit": value.unit, "title": dict(value.title)} for name, value in sorted(shelf.book.values.items())]
        lines = [
            f"{value.name} · {words.title(value.title, value.description)} ({value.unit})" for _, value in sorted(shelf.book.values.items())
        ]
        print(json.dumps(held, ensure_ascii=False) if args.json else "\n".join(lines))
        return 0
    if args.name not in shelf.book.values and args.name not in shelf.book.rules:
        refusal = unknown(shelf, args.name)
        if args.json:
            print(json.dumps({"refusal": refusal_json(refusal, shelf.book)}, ensure_ascii=False))
        else:
            print(words.refusal(refusal), file=sys.stderr)
        return REFUSED
    steps = through_time(shelf.book, args.name)
    if args.json:
        print(json.dumps({"name": args.name, "unit": shelf.book.unit(args.name), "steps": steps}, ensure_ascii=False))
        return 0
    print(f"{args.name} · {_title(shelf.book, args.name, words)}")
    for step in steps:
        print(f"{step['since']}  {_said(step, words)}\n            {_basis(step, words)}")
    return 0


def _title(book: Book, name: str, words: Words) -> str:
    if name in book.values:
        return words.title(book.values[name].title, book.values[name].description)
    return words.own("kind.rule")


def _said(step: dict[str, Any] | None, words: Words) -> str:
    """The value of a step or the sentence of a wording, as a person reads it."""
    if step is None:
        return words.own("not_in_force")
    if step["kind"] == "value":
        return words.own("ends") if step["value"] is None else shown_value(step["value"], step["unit"], words.lang)
    return str(step["sentence"])


def _basis(step: dict[str, Any], words: Words) -> str:
    """Article, gazette, publication, last day and standing of a step, in one line."""
    parts = [words.article(step["article"])]
    if step["article"]["gazette"]:
        parts.append(words.own("gazette", text=step["article"]["gazette"]))
    for key, label in (("published_on", "published"), ("until", "until"), ("known_from", "known_from"), ("held_until", "held_until")):
        if step.get(key):
            parts.append(words.own(label, day=date.fromisoformat(step[key])))
    if step.get("read_in"):
        parts.append(words.own("read_in", names=", ".join(step["read_in"])))
    parts.append(words.standing(step["standing"]))
    note = (step.get("note") or {}).get(words.lang)
    return " · ".join([*parts, *([note] if note else [])])


def diff(args: argparse.Namespace) -> int:
    """What changed between two days; with two days of knowledge, what became known between them about these days."""
    shelf = library(args.book)
    start, end, known = day(args.start), day(args.end), [day(text) for text in args.known]
    if len(known) > 2:
        raise MisuseError("misuse.knowledge")
    for first, last in ((start, end), *(((known[0], known[1]),) if len(known) == 2 else ())):
        if last < first:
            raise MisuseError("misuse.order", start=first.isoformat(), end=last.isoformat())
    if len(known) == 2:
        found = restated(shelf.book, start, end, known[0], known[1])
    else:
        found = changes(shelf.book, start, end, known[0] if known else None)
    told = [change_json(shelf.book, change) for change in found]
    if args.json:
        days = {"from": args.start, "to": args.end, "known": args.known}
        print(json.dumps({**days, "changes": told}, ensure_ascii=False))
        return 0
    words = Words(shelf.book, args.lang)
    for change in told:
        print("\n".join(_change(change, words, shelf.book)))
    if not told:
        print(words.own("no_change"))
    return 0


def _change(change: dict[str, Any], words: Words, book: Book) -> Iterator[str]:
    days = change["day"] + (f" → {change['until']}" if change["until"] else "")
    kind, of = words.own(f"change.{change['kind']}"), words.own(f"kind.{change['of']}")
    title = f" ({_title(book, change['name'], words)})" if change["of"] == "value" else ""
    yield f"{days}  {of} {change['name']}{title}: {kind}" + (f" · {words.own('reaches_back')}" if change["reaches_back"] else "")
    before, after = change["before"], change["after"]
    if change["of"] == "value" or before is None or after is None or before["text"] == after["text"]:
        yield f"    {_said(before, words)} → {_said(after, words)}"
    else:
        lines = difflib.unified_diff(before["text"].splitlines(), after["text"].splitlines(), lineterm="", n=1)
        yield from (f"    {line}" for line in lines if not line.startswith(("---", "+++", "@@")))
    for step in (before if after is None else after,):
        yield f"    [{_basis(step, words)}]"
