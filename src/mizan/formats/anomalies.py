"""What a reader finds in a file: anomalies with their place, their stable code, their sentence in Arabic and French, and their basis."""

import dataclasses
import heapq
import json
import operator
import string
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any, overload

from mizan.kernel.identifiers import format_employer_number, format_nss
from mizan.kernel.money import format_amount

LANGUAGES = ("ar", "fr")

SHOWN = 48
"""The characters of a found value that a sentence repeats."""


class Severity(StrEnum):
    """`error`: what carries it is not taken; `warning`: taken, to be corrected; `info`: read differently from what was written."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Outcome(StrEnum):
    """The four answers to a deposit."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_CORRECTIONS = "accepted_with_corrections"
    PARTLY_TAKEN = "partly_taken"
    REFUSED = "refused"


@dataclasses.dataclass(frozen=True, slots=True)
class Anomaly:
    """One thing found in a file.

    `line` counts the records from 1 as an editor does (0: the header or the file as a whole); `field` and `code` are stable names;
    `found` and `expected` are written as the file would write them (`expected` is None where it can not be computed);
    `basis` is the text it rests on: a source id of the statute book, or the id of the layout.
    """

    line: int
    field: str
    code: str
    severity: Severity
    basis: str
    found: str | None = None
    expected: str | None = None
    params: Mapping[str, object] | None = None

    @property
    def message(self) -> dict[str, str]:
        """The sentence in each language, with its values."""
        return {lang: self.sentence(lang) for lang in LANGUAGES}

    def sentence(self, lang: str) -> str:
        """The sentence in one language ("ar" or "fr")."""
        values: dict[str, object] = {
            "line": self.line,
            "field": field_name(self.field, lang),
            "found": self.found if self.found else EMPTY[lang],
            "expected": self.expected,
        }
        values.update(self.params or {})
        return _Sentences(lang).vformat(sentences()[self.code].text[lang], (), values)

    def to_json(self) -> dict[str, object]:
        """The anomaly as the check's JSON gives it."""
        return {
            "line": self.line,
            "field": self.field,
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "basis": self.basis,
            "found": self.found,
            "expected": self.expected,
        }


def anomaly(code: str, /, *, line: int = 0, field: str, found: str | None = None, expected: str | None = None, **params: object) -> Anomaly:
    """The anomaly of a code; its severity and its basis come with its sentence, from `messages.toml`."""
    entry = sentences()[code]
    return Anomaly(line, field, code, entry.severity, entry.basis, _shown(found), expected, params or None)


def _shown(found: str | None) -> str | None:
    """A found value as it may be shown and kept: not too long, and nothing in it that a page or a database refuses."""
    if found is None:
        return None
    cut = found if len(found) <= SHOWN else found[: SHOWN - 1] + "…"
    return cut if cut.isprintable() else "".join(c if c.isprintable() else "?" for c in cut)


def outcome_of(anomalies: Iterable[Anomaly]) -> Outcome:
    """The outcome of something taken whole or not at all: refused by an error, to be corrected after a warning, else accepted."""
    worst = {found.severity for found in anomalies}
    if Severity.ERROR in worst:
        return Outcome.REFUSED
    return Outcome.ACCEPTED_WITH_CORRECTIONS if Severity.WARNING in worst else Outcome.ACCEPTED


class Findings(Sequence[Anomaly]):
    """Every anomaly of a file, in the order of its lines, of which only some are held: the others are found again when asked for.

    A file in which every line is wrong costs its bytes and what decides on each line, not all its sentences at once. `again` finds the
    anomalies that are not held, in the order of their lines; `left` says how many they are, by severity.
    """

    __slots__ = ("_again", "_held", "_left")

    def __init__(self, held: Iterable[Anomaly], again: Callable[[], Iterator[Anomaly]], left: Mapping[Severity, int]) -> None:
        self._held = tuple(held)
        self._again = again
        self._left = dict(left)

    def __iter__(self) -> Iterator[Anomaly]:
        return heapq.merge(self._again(), self._held, key=_line_of)

    def __len__(self) -> int:
        return len(self._held) + sum(self._left.values())

    @overload
    def __getitem__(self, index: int) -> Anomaly: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Anomaly, ...]: ...
    def __getitem__(self, index: int | slice) -> Anomaly | tuple[Anomaly, ...]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return tuple(islice(self, start, stop, step)) if step > 0 else tuple(self)[index]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return next(islice(self, index % len(self), None))

    def __eq__(self, other: object) -> bool:
        return len(self) == len(other) and all(map(operator.eq, self, other)) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def changed(self, change: Callable[[Iterable[Anomaly]], Iterable[Anomaly]]) -> "Findings":
        """The same anomalies, those that are held changed: all that do not come from a line alone are."""
        return Findings(change(self._held), self._again, self._left)

    @property
    def counts(self) -> Counter[Severity]:
        """How many there are of each severity."""
        return Counter(self._left) + Counter(found.severity for found in self._held)


def json_pieces(head: Mapping[str, object], anomalies: Sequence[Anomaly]) -> Iterator[str]:
    """A return as JSON, piece by piece: the members of `head`, the one named `anomalies` written one after the other."""
    for rank, (name, value) in enumerate(head.items()):
        yield f"{', ' if rank else '{'}{json.dumps(name)}: "
        if name != "anomalies":
            yield json.dumps(value, ensure_ascii=False)
            continue
        for place, found in enumerate(anomalies):
            yield f"{', ' if place else '['}{json.dumps(found.to_json(), ensure_ascii=False)}"
        yield "]" if anomalies else "[]"
    yield "}"


def _line_of(found: Anomaly) -> int:
    return found.line


def counts_of(anomalies: Sequence[Anomaly]) -> Counter[Severity]:
    """How many anomalies there are of each severity."""
    return anomalies.counts if isinstance(anomalies, Findings) else Counter(found.severity for found in anomalies)


class Entry:
    """A code's sentences, severity and basis as written in `messages.toml`."""

    __slots__ = ("basis", "severity", "text")

    def __init__(self, table: Mapping[str, str]) -> None:
        self.severity = Severity(table["severity"])
        self.basis = table["basis"]
        self.text = {lang: table[lang] for lang in LANGUAGES}


EMPTY = {"ar": "فارغ", "fr": "vide"}


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {"codes": {}, "fields": {}, "words": {}}
    root = files("mizan.formats")
    folders = (
        "",
        "das",
        "dac",
        "daa",
        "statement",
        "civil_register",
        "care_feed",
        "certificates",
        "existing_awards",
        "career_history",
        "payments",
        "communique",
    )
    for folder in folders:
        source = root.joinpath(folder, "messages.toml") if folder else root.joinpath("messages.toml")
        for part, entries in tomllib.loads(source.read_text(encoding="utf-8")).items():
            if repeated := found[part].keys() & entries.keys():
                raise ValueError(f"messages written twice: {sorted(repeated)}")
            found[part].update(entries)
    return found


@lru_cache(maxsize=1)
def sentences() -> dict[str, Entry]:
    """Every code this package can answer, with its sentences."""
    return {code: Entry(table) for code, table in _tables()["codes"].items()}


def field_name(field: str, lang: str) -> str:
    """The name of a field as a person reads it; the quarter's fields carry their quarter."""
    names = _tables()["fields"]
    if field in names:
        return str(names[field][lang])
    quarter, _, rest = field.partition("_")
    base = str(names[rest][lang])
    return f"{base} ({'الفصل' if lang == 'ar' else 'trimestre'} {quarter[1:]})"


def word(key: str, lang: str) -> str:
    """A word or sentence of the printed return (not of an anomaly)."""
    return str(_tables()["words"][key][lang])


class _Sentences(string.Formatter):
    """`{x:money}` writes centimes with their currency, `{x:nss}` and `{x:employer}` numbers as printed."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "money":
            return format_amount(int(value), self.lang)
        if format_spec == "nss":
            return format_nss(str(value))
        if format_spec == "employer":
            return format_employer_number(str(value))
        return str(value)
