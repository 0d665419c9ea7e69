"""Which statute book the command speaks of, and what was typed, read with care: a mistake is told in a sentence."""

import importlib
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mizan.law.engine.book import Book, load_book
from mizan.law.engine.errors import BookError
from mizan.law.engine.topics import Topic, load_topics
from mizan.law.labels import LabelError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class MisuseError(Exception):
    """The command was called in a way it can not follow; `key` names the sentence in the labels, `params` what it shows."""

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(f"{key} {params}")
        self.key, self.params = key, params


class Library(NamedTuple):
    """A statute book and the questions people ask of it."""

    book: Book
    topics: Mapping[str, Topic]


def library(folder: Path | None) -> Library:
    """The book of Algeria, or the one kept in a folder. Raises MisuseError where that one is badly written."""
    if folder is None:
        from mizan.law.algeria.book import book, topics

        return Library(book(), topics())
    folder = folder.resolve()
    package = folder.name
    try:
        _importable(folder, package)
        found = load_book(folder, package)
        return Library(found, load_topics(folder, found))
    except (BookError, LabelError, ImportError, SyntaxError, KeyError, ValueError) as error:
        raise MisuseError("misuse.book", path=str(folder), why=str(error)) from error


def _importable(folder: Path, package: str) -> None:
    """Lets the rules of the folder be imported under its name, unless that name is already something else."""
    if not folder.is_dir() or not package.isidentifier():
        raise BookError("a book is a folder that Python can import")
    if str(folder.parent) not in sys.path:
        sys.path.insert(0, str(folder.parent))
    importlib.invalidate_caches()
    module = importlib.import_module(package)
    if str(folder) not in [str(Path(place).resolve()) for place in getattr(module, "__path__", [])]:
        raise BookError(f"{package} is already the name of another module")


def day(text: str) -> date:
    """A day written as 2026-01-31. Raises MisuseError for anything else, a 30 February among them."""
    if not _DAY.fullmatch(text):
        raise MisuseError("misuse.day", given=text[:40])
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MisuseError("misuse.day", given=text) from error


def pairs(words: Sequence[str]) -> dict[str, str]:
    """What was given as `key=value`, by key. Raises MisuseError for a word without `=`, without key, or a key given twice."""
    found: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise MisuseError("misuse.pair", given=word[:40])
        if key in found:
            raise MisuseError("misuse.twice", key=key)
        found[key] = value
    return found


def text_of(path: Path) -> str:
    """The text of a file. Raises MisuseError naming it when it can not be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error


_WHY = ((FileNotFoundError, "missing"), (IsADirectoryError, "folder"), (PermissionError, "forbidden"), (UnicodeDecodeError, "not_text"))


def unreadable(path: Path, error: OSError | UnicodeDecodeError) -> MisuseError:
    """What to say of a file that can not be read or written, and what to do."""
    why = next((word for kind, word in _WHY if isinstance(error, kind)), "other")
    return MisuseError(f"misuse.file_{why}", path=str(path))
