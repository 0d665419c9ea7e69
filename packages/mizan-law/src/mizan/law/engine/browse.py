"""The book as a reader walks it: branches of the law, what lies in each, who uses what, and how a rule is named in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from mizan.law.engine.book import LANGS, Book
from mizan.law.engine.rules import Rule
from mizan.law.engine.topics import Topic

Kind = Literal["rule", "value", "switch", "fact"]
KINDS: tuple[Kind, ...] = ("rule", "value", "switch", "fact")

_CLOSING = " :،,;=«(" + "\u00a0\u202f\u2067\u2068\u2066"
MORE = "…"


@dataclass(frozen=True, slots=True)
class Branch:
    """A folder of the book: `path` from the book's root, `names` of what is written there by kind, and the branches inside."""

    path: tuple[str, ...]
    title: Mapping[str, str]
    names: Mapping[Kind, tuple[str, ...]]
    inner: tuple[Branch, ...]

    @property
    def key(self) -> str:
        """The path as addresses write it: `contributions/general`, empty for the whole book."""
        return "/".join(self.path)

    def walk(self) -> Iterable[Branch]:
        """This branch and all below it, each before what it holds."""
        yield self
        for branch in self.inner:
            yield from branch.walk()

    def count(self, kind: Kind) -> int:
        """How many names of a kind are written here and below."""
        return sum(len(branch.names[kind]) for branch in self.walk())


class Shelves:
    """A book arranged for reading; made once.

    A branch without a title in its labels is called by its folder, so that a page still opens; `untitled` names it for the build.
    """

    def __init__(self, book: Book, topics: Mapping[str, Topic], root: Path) -> None:
        self.book, self.topics = book, topics
        self.homes = _homes(book, root)
        self.root = _branch(root, (), _filed(self.homes), book)
        self.branches = {branch.key: branch for branch in self.root.walk()}
        self._kinds: dict[str, Kind] = {name: kind for kind in KINDS for name in _names(book, kind)}
        self.users = _turned({name: inputs_of(book, name) for name in book.rules})
        self.asking = _turned({name: sorted(reached(book, targets_of(topic))) for name, topic in topics.items()})
        self.heading = lru_cache(maxsize=None)(self._heading)

    def kind(self, name: str) -> Kind | None:
        """What a name stands for; None when the book does not hold it."""
        return self._kinds.get(name)

    def home(self, name: str) -> Branch:
        """The branch a name is written in (a rule: its latest wording)."""
        return self.branches["/".join(self.homes[name])]

    def branch_of(self, topic: Topic) -> Branch:
        """The branch of a question: that of its first output."""
        return self.home(targets_of(topic)[0])

    def path_to(self, branch: Branch) -> tuple[Branch, ...]:
        """The branches from the widest down to this one, the whole book left out."""
        return tuple(self.branches["/".join(branch.path[:depth])] for depth in range(1, len(branch.path) + 1))

    def untitled(self, root: str) -> tuple[str, ...]:
        """The labels that titles of branches lack, each with its language; none in a book that may be published."""
        keys = (title_key(root, branch.path) for branch in self.root.walk())
        return tuple(f"{key} ({lang})" for key in keys for lang in LANGS if not self.book.labels.has(key, lang))

    def _heading(self, name: str, lang: str) -> str:
        """How a name is called: its title; for a rule `rule_title.<name>`, else the words its sentence begins with."""
        book = self.book
        if book.labels.has(f"rule_title.{name}", lang):
            return book.labels.text(f"rule_title.{name}", lang)
        if name in book.rules:
            return _first_words(book, name, lang)
        for table in (book.values, book.inputs.switches, book.inputs.facts):
            if name in table:
                return str(table[name].title[lang])
        return name


def title_key(root: str, path: tuple[str, ...]) -> str:
    """The label of a branch's title: `branch.contributions.general`; the whole book's carries the name of its folder."""
    return ".".join(("branch", *(path or (root,))))


def inputs_of(book: Book, name: str) -> tuple[str, ...]:
    """What a rule uses, over all its wordings, in the order written; nothing for anything else."""
    return tuple(dict.fromkeys(argument for wording in book.rules.get(name, ()) for argument in wording.inputs))


def targets_of(topic: Topic) -> tuple[str, ...]:
    """The rules and values a question runs: its outputs and lists first, then its ground for refusal and its checks."""
    lists = (name for many in topic.lists.values() for name in (many.rule, many.count))
    ground = (topic.ground,) if topic.ground else ()
    return (*topic.outputs.values(), *lists, *ground, *(check.rule for check in topic.checks))


def reached(book: Book, names: Iterable[str]) -> set[str]:
    """The names and all they use, down to values, facts and switches."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += inputs_of(book, name)
    return found


def statement(book: Book, wording: Rule, lang: str) -> tuple[tuple[str, bool], ...]:
    """The sentence of a rule in pieces: `(text, False)` as it stands, `(name, True)` where it shows an input or its `value`."""
    pieces = book.labels.parts(f"rule.{wording.name}", lang)
    return tuple((piece, False) if isinstance(piece, str) else (piece[0], True) for piece in pieces)


def _first_words(book: Book, name: str, lang: str) -> str:
    """The words a rule's sentence opens with, before its colon, bracket or first figure."""
    opening = ""
    for piece in book.labels.parts(f"rule.{name}", lang):
        if not isinstance(piece, str):
            break
        opening += piece
    head = re.split(r"\s*[:(]", opening, maxsplit=1)[0].strip(_CLOSING)
    if not head:
        return name
    return head if len(head) < len(opening.strip(" \u00a0")) else f"{head} {MORE}"


def _names(book: Book, kind: Kind) -> Iterable[str]:
    tables: dict[Kind, Iterable[str]] = {
        "rule": book.rules, "value": book.values, "switch": book.inputs.switches, "fact": book.inputs.facts,
    }  # fmt: skip
    return tables[kind]


def _homes(book: Book, root: Path) -> dict[str, tuple[str, ...]]:
    """The folder each name of the book is written in, from the root."""
    found: dict[str, tuple[str, ...]] = {}
    for name, wordings in book.rules.items():
        found[name] = _folder(Path(wordings[-1].place.rpartition(":")[0]), root)
    for path in root.rglob("*.yaml"):
        found[path.stem] = _folder(path, root)
    for file in ("switches.toml", "facts.toml"):
        for path in root.rglob(file):
            found |= dict.fromkeys(tomllib.loads(path.read_text(encoding="utf-8")), _folder(path, root))
    # What is written in no file of its own (made by the book's code) lies at the root rather than nowhere.
    return dict.fromkeys((name for kind in KINDS for name in _names(book, kind)), ()) | found


def _folder(path: Path, root: Path) -> tuple[str, ...]:
    return path.resolve().relative_to(root.resolve()).parent.parts


def _filed(homes: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    """The names written in each folder; folders that only hold others are there too, empty."""
    filed: dict[tuple[str, ...], list[str]] = {(): []}
    for name, path in sorted(homes.items()):
        for depth in range(1, len(path) + 1):
            filed.setdefault(path[:depth], [])
        filed[path].append(name)
    return filed


def _branch(root: Path, path: tuple[str, ...], filed: Mapping[tuple[str, ...], list[str]], book: Book) -> Branch:
    key = title_key(root.name, path)
    title = {lang: book.labels.text(key, lang) if book.labels.has(key, lang) else key.rpartition(".")[2] for lang in LANGS}
    names: dict[Kind, tuple[str, ...]] = {kind: tuple(name for name in filed[path] if name in _names(book, kind)) for kind in KINDS}
    inner = (_branch(root, below, filed, book) for below in sorted(filed) if len(below) == len(path) + 1 and below[: len(path)] == path)
    return Branch(path, title, names, tuple(inner))


def _turned(table: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The same pairs the other way round."""
    found: dict[str, list[str]] = {}
    for name, others in table.items():
        for other in others:
            found.setdefault(other, []).append(name)
    return {name: tuple(others) for name, others in found.items()}
