"""Worked cases, one JSON object a line: the book's answers beside the expected ones."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from mizan.kernel.refusals import Refusal
from mizan.law.engine.book import Book
from mizan.law.engine.topics import Topic, ask

Verdict = Literal["passed", "failed", "doubtful", "skipped"]


class CaseResult(NamedTuple):
    """One case: its verdict and, when it did not pass, why: in words of ours, or the refusal of the law."""

    case_id: str
    topic: str
    verdict: Verdict
    why: str
    refusal: Refusal | None = None


def _same(expected: object, found: str | list[str] | None) -> bool:
    """Whether two values are equal, numbers being compared as exact decimals, lists element by element."""
    if found is None:
        return False
    if isinstance(expected, list) or isinstance(found, list):
        return (
            isinstance(expected, list)
            and isinstance(found, list)
            and len(expected) == len(found)
            and all(_same(one, other) for one, other in zip(expected, found, strict=True))
        )
    if isinstance(expected, bool):
        return str(expected).lower() == found
    try:
        return Decimal(str(expected)) == Decimal(found)
    except InvalidOperation:
        return str(expected) == found


def run_case(book: Book, topics: Mapping[str, Topic], case: Mapping[str, object]) -> CaseResult:
    """Runs one case. A topic the book does not hold is `skipped`; a failing case that is itself recall or unverified is `doubtful`."""
    name, topic = str(case.get("id", "?")), topics.get(str(case.get("topic")))
    if topic is None:
        return CaseResult(name, str(case.get("topic")), "skipped", "topic not in the book")
    inputs, expected = case.get("inputs"), case.get("expected")
    if not isinstance(inputs, dict) or not isinstance(expected, dict):
        return CaseResult(name, topic.name, "failed", "inputs and expected are required")
    try:
        on = date.fromisoformat(str(case.get("on")))
    except ValueError:
        return CaseResult(name, topic.name, "failed", f"on: {case.get('on')!r} is not a day")
    answer = ask(book, topic, inputs, on)
    missed: Verdict = "doubtful" if case.get("confidence") in ("recall", "unverified") else "failed"
    if isinstance(answer, Refusal):
        return CaseResult(name, topic.name, missed, f"refused: {answer.code}", answer)
    outputs = answer.outputs
    wrong = [f"{key}: {outputs.get(key)} for {value}" for key, value in expected.items() if not _same(value, outputs.get(key))]
    return CaseResult(name, topic.name, missed if wrong else "passed", "; ".join(wrong))


def run_cases(book: Book, topics: Mapping[str, Topic], lines: Iterable[str | bytes]) -> Iterator[CaseResult]:
    """Runs every line as it comes; one that is not a JSON object is a failed case named by its number. Decimals are never floats."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line, parse_float=str)
        except (ValueError, RecursionError) as error:
            yield CaseResult(f"line {number}", "?", "failed", f"not JSON: {error}")
            continue
        if not isinstance(case, dict):
            yield CaseResult(f"line {number}", "?", "failed", "not an object")
            continue
        yield run_case(book, topics, {"id": f"line {number}"} | case)
