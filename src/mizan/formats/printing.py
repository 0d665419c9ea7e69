"""The printed return of a check, for a person at a terminal, in Arabic, in French or in both."""

from collections.abc import Iterable, Iterator, Sequence

from mizan.formats.anomalies import LANGUAGES, Anomaly, Outcome, Severity, word

WHOLE = ("file", "file_name", "header_file", "detail_file")
COLON = {"ar": ":", "fr": "\u00a0:"}
MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}


def languages(choice: str) -> tuple[str, ...]:
    """The languages of `--lang`: "ar", "fr", or "both"."""
    return LANGUAGES if choice == "both" else (choice,)


def print_return(
    outcome: Outcome, lines: int, taken: int, anomalies: Sequence[Anomaly], not_checked: Sequence[str], langs: Sequence[str], head: str
) -> Iterator[str]:
    """The lines of the return: the outcome, the counts, then each anomaly with its place and its sentence.

    `head` is the word for what stands before the lines: "header" or "declaration".
    """
    yield from (f"{word('title', lang)}{COLON[lang]} {word(f'outcome_{outcome.value}', lang)}" for lang in langs)
    yield from (f"{word('lines', lang)}{COLON[lang]} {lines} · {word('taken', lang)}{COLON[lang]} {taken}" for lang in langs)
    yield ""
    for found in anomalies:
        yield from _anomaly(found, langs, head)
    if not anomalies:
        yield from (word("no_anomaly", lang) for lang in langs)
    if not_checked:
        yield ""
        for lang in langs:
            names = "، " if lang == "ar" else ", "
            yield f"{word('not_checked', lang)}{COLON[lang]} {names.join(word(f'not_checked_{name}', lang) for name in not_checked)}"


def _anomaly(found: Anomaly, langs: Iterable[str], head: str) -> list[str]:
    printed = []
    for lang in langs:
        place = f"{word('line', lang)} {found.line}" if found.line else word("file" if found.field in WHOLE else head, lang)
        severity = word(f"severity_{found.severity.value}", lang)
        printed.append(f"{MARKS[found.severity]} {place} · {severity} · {found.code}: {found.sentence(lang)}")
    return printed
