"""`cases` and `replay`: what the law is held against."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mizan.kernel.refusals import Refusal
from mizan.law.console.library import library, text_of, unreadable
from mizan.law.console.words import Words, own, refusal_json
from mizan.law.engine.book import Book
from mizan.law.engine.cases import run_cases
from mizan.law.engine.replay import UnusableError, read_decision
from mizan.law.engine.replay import replay as replayed

DIFFERS, UNUSABLE = 1, 2


def cases(args: argparse.Namespace) -> int:
    """Worked cases, one JSON object a line, and a closing count; 1 where one fails."""
    shelf = library(args.book)
    words = Words(shelf.book, args.lang)
    counts = {"passed": 0, "failed": 0, "doubtful": 0, "skipped": 0}
    for result in run_cases(shelf.book, shelf.topics, _lines(args.file)):
        counts[result.verdict] += 1
        why = result.why if result.refusal is None else f"{result.why} - {words.refusal(result.refusal)}"
        print(f"{result.verdict:8} {result.case_id} {result.topic}{' - ' + why if why else ''}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return DIFFERS if counts["failed"] else 0


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, one at a time, so that its size does not matter. Raises MisuseError when it can not be read."""
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise unreadable(path, error) from error


def replay(args: argparse.Namespace) -> int:
    """A kept decision computed again: 0 the same, 1 it differs, 2 the record can not be used."""
    shelf = library(args.book)
    words = Words(shelf.book, args.lang)
    try:
        result = replayed(shelf.book, shelf.topics, read_decision(_json(args.file), shelf.book), today=args.today)
    except UnusableError as error:
        if args.json:
            message = {lang: own(f"unusable.{error.key}", lang, **error.params) for lang in ("ar", "fr", "en")}
            print(json.dumps({"unusable": {"code": error.key, **error.params, "message": message}}, ensure_ascii=False))
        else:
            print(words.own(f"unusable.{error.key}", **error.params), file=sys.stderr)
        return UNUSABLE
    if args.json:
        print(json.dumps(_plain(result, shelf.book), ensure_ascii=False))
    else:
        _tell(result, words)
    return 0 if result["same"] else DIFFERS


def _json(path: Path) -> object:
    """The JSON of a file, decimals as text. Raises UnusableError when it is none."""
    try:
        return json.loads(text_of(path), parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UnusableError("not_json", why=str(error)[:120]) from error


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is not a number of JSON")


def _plain(result: dict[str, Any], book: Book) -> dict[str, Any]:
    """The result with its refusals ready for JSON."""
    refusal = result["refusal"]
    plain = result | {"refusal": refusal_json(refusal, book) if isinstance(refusal, Refusal) else None}
    return plain | ({"today": _plain(result["today"], book)} if "today" in result else {})


def _tell(result: dict[str, Any], words: Words) -> None:
    known = result["decided_on"] or words.own("replay.now")
    print(f"{result['topic']} · {result['on']}")
    print(words.own("replay.same" if result["same"] else "replay.differs", day=known))
    _tell_differences(result, words)
    if "today" in result:
        print(words.own("replay.today_same" if result["today"]["same"] else "replay.today_differs"))
        _tell_differences(result["today"], words)


def _tell_differences(result: dict[str, Any], words: Words) -> None:
    if result["refusal"] is not None:
        print("  " + words.own("replay.refused", text=words.refusal(result["refusal"])))
        return
    for kind in ("outputs", "law_version"):
        for name, pair in result[kind].items():
            if kind == "outputs" or not pair["same"]:
                print("  " + words.own("replay.output" if kind == "outputs" else "replay.law_version", name=name, **_pair(pair, words)))
    if not result["ground"]["same"]:
        print("  " + words.own("replay.ground", **_pair(result["ground"], words)))
    for step in result["steps"]:
        print("  " + words.own("replay.step", path=step["path"], field=step["field"], **_pair(step, words)))


def _pair(pair: dict[str, Any], words: Words) -> dict[str, str]:
    return {side: words.own("replay.nothing") if pair[side] is None else _short(pair[side]) for side in ("kept", "found")}


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
