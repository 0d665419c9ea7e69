"""The indicators of the catalogue that the words of an instruction suggest."""

import re

from mizan.formats.communique.fold import fold
from mizan.formats.communique.types import Quote, Span, Suggestion
from mizan.formats.communique.vocabulary import compiled
from mizan.formats.indicators import catalogue

_RESERVE = re.compile(
    r"(?<![^\W_])(?:دون (?:المساس|الاخلال|المس)|sans (?:porter atteinte|prejudice|compromettre|remettre en cause|toucher))(?![^\W_])[^.;]*"
)
"""A reservation: what must not be touched is not what the instruction must move."""


def suggestions(text: str, span: Span) -> tuple[Suggestion, ...]:
    """The indicators suggested by the words at `span`, each once with the first words that suggest it, in the order of the text."""
    folded = fold(span.cut(text), span.start)
    searched = _RESERVE.sub(lambda one: "\0" * len(one.group()), folded.text)
    met: list[tuple[int, int, int, str]] = []
    for rank, (key, indicator) in enumerate(catalogue().items()):
        places = [one.span() for term in indicator.suggested_by for one in compiled(term).finditer(searched)]
        if places:
            start, end = min(places, key=lambda place: (place[0], -place[1]))
            met.append((start, end, rank, key))
    found = []
    for start, end, _, key in sorted(met):
        where = folded.span(start, end)
        found.append(Suggestion(key, catalogue()[key].live, Quote(where.cut(text), where)))
    return tuple(found)
