"""The axis of an instruction, decided by weighted words, with what decided it and what came next."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from mizan.formats.communique.fold import fold
from mizan.formats.communique.types import AxisChoice, Found, Quote, Span
from mizan.formats.communique.vocabulary import compiled, meet
from mizan.formats.indicators import Axis

FIRST, NEAR = 6, 14
"""The words of an instruction that say what it is about; those that say how. What follows mostly says what for."""

HEAD, MIDDLE, REST = 4, 2, 1
_ASIDE = re.compile(
    r"(?<![^\W_])(?:دون (?:المساس|الاخلال)|مع (?:الحرص|الحفاظ|السهر|ضمان)|بما (?:ي|ت)\w+|قصد|بهدف|بغيه|من اجل|لتحقيق|"
    r"لضمان|لتقليص|ترسيخا|تجسيدا|تنفيذا|وفقا|"
    r"sans (?:porter atteinte|prejudice|compromettre|remettre)|tout en|afin d[e']|en vue d[e']|pour|dans le but d[e']|"
    r"conformement|de maniere a|de facon a)(?![^\W\d_])"
)
"""What begins a reservation or a purpose: from there on, what is said is not what is to be done."""


@lru_cache(maxsize=1)
def _terms() -> tuple[tuple[str, str, int], ...]:
    return tuple((term, Axis(group["name"]).value, int(group["weight"])) for group in _table()["axis"] for term in group["terms"])


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("mizan.formats.communique").joinpath("axes.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _neutral() -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(term) for term in _table()["neutral"])


_WORD = re.compile(r"[^\W_]{4,}")
"""The words that are counted: articles and prepositions of French are not."""


def choose(text: str, found: Found) -> AxisChoice:
    """The axis of an instruction; its heading speaks only where its own words do not decide.

    Doubtful: no word of the vocabulary is met, or the first axis weighs less than a quarter more than the next one. The axis is then
    still one of the five (public service when no word is met), for a person to change.
    """
    heading = found.heading
    weights, quotes = _weigh(text, found.span, found.action)
    ranked = _ranked(weights, quotes)
    if heading.end > heading.start and (not ranked or (len(ranked) > 1 and _close(weights, ranked))):
        more, said = _weigh(text, heading, heading.start)
        for axis, weight in more.items():
            weights[axis] = weights.get(axis, 0) + weight
            quotes.setdefault(axis, []).extend(said[axis])
        ranked = _ranked(weights, quotes)
    if not ranked:
        return AxisChoice(Axis.SERVICE, 0, (), None, 0, doubtful=True)
    first = ranked[0]
    runner_up = ranked[1] if len(ranked) > 1 else None
    return AxisChoice(
        first,
        weights[first],
        tuple(quotes[first]),
        runner_up,
        weights[runner_up] if runner_up else 0,
        doubtful=runner_up is not None and _close(weights, ranked),
    )


def _ranked(weights: dict[Axis, int], quotes: dict[Axis, list[Quote]]) -> list[Axis]:
    """The axes by weight; of two equal ones, first the one that is spoken of first."""
    return sorted(weights, key=lambda axis: (-weights[axis], min(quote.span for quote in quotes[axis]), axis.value))


def _close(weights: dict[Axis, int], ranked: list[Axis]) -> bool:
    return weights[ranked[0]] * 4 < weights[ranked[1]] * 5


def _weigh(text: str, span: Span, action: int) -> tuple[dict[Axis, int], dict[Axis, list[Quote]]]:
    folded = fold(span.cut(text), span.start)
    aside = _ASIDE.search(folded.text, 1)
    edge = len(folded.text) if aside is None else aside.start()
    weights: dict[Axis, int] = {}
    quotes: dict[Axis, list[Quote]] = {}
    body = folded.text
    for pattern in _neutral():
        body = pattern.sub(lambda one: "\0" * len(one.group()), body)
    for met in meet(body, _terms()):
        before = sum(folded.starts[one.start()] >= action for one in _WORD.finditer(body, 0, met.start))
        place = HEAD if before < FIRST else MIDDLE if before < NEAR else REST
        axis = Axis(met.key)
        weights[axis] = weights.get(axis, 0) + met.weight * (place if met.start < edge else REST)
        where = folded.span(met.start, met.end)
        quotes.setdefault(axis, []).append(Quote(where.cut(text), where))
    return weights, quotes
