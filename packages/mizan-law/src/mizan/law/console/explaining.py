"""`explain` and `topics`: a result with its steps, in sentences, and what can be asked."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from mizan.kernel.refusals import Refusal
from mizan.law.console import clock
from mizan.law.console.library import Library, MisuseError, day, library, pairs, unreadable
from mizan.law.console.words import LANGS, Words, refusal_json
from mizan.law.engine.describe import describe, near
from mizan.law.engine.inputs import Switches
from mizan.law.engine.replay import record
from mizan.law.engine.topics import Answer, ask, topic_of
from mizan.law.engine.weak import weak_of

REFUSED = 1
EACH = 24
"""Elements of a list written out one a line; the number of the others is told."""


def explain(args: argparse.Namespace) -> int:
    """A topic, rule or value under the law of a day, with its steps; 1 and a sentence where it is refused."""
    shelf = library(args.book)
    on, known = day(args.on), day(args.known) if args.known else None
    given, sources = pairs(args.facts), pairs(args.source)
    if sources and args.record is None:
        raise MisuseError("misuse.record")
    for key in sources.keys() - given.keys():
        raise MisuseError("misuse.source", key=key)
    if args.record is not None and known is None:
        # A decision is taken with what is known the day it is taken; the law itself knows no clock.
        known = clock.today()
    answer = _answer(shelf, args, given, on, known)
    if isinstance(answer, Refusal):
        if args.json:
            print(json.dumps({"refusal": refusal_json(answer, shelf.book)}, ensure_ascii=False))
        else:
            print(Words(shelf.book, args.lang).refusal(answer), file=sys.stderr)
        return REFUSED
    if args.record is not None and known is not None:
        _write(args.record, record(answer, known, sources=sources))
    if args.json:
        print(json.dumps(answer.to_json(LANGS), ensure_ascii=False))
    else:
        print("\n".join(_told(answer, Words(shelf.book, args.lang))))
    return 0


def _answer(shelf: Library, args: argparse.Namespace, given: dict[str, str], on: date, known: date | None) -> Answer | Refusal:
    topic = topic_of(shelf.book, shelf.topics, args.topic)
    if topic is None:
        return unknown(shelf, args.topic)
    return ask(shelf.book, topic, given, on, Switches(pairs(args.switch)), known)


def unknown(shelf: Library, name: str) -> Refusal:
    """The refusal of a name the book does not hold, with the nearest it does."""
    return Refusal("unknown_topic", "topic", {"what": name, "near": near(shelf.book, shelf.topics, name)})


def _write(path: Path, kept: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise unreadable(path, error) from error


def _told(answer: Answer, words: Words) -> list[str]:
    """The answer as lines: the ground if there is one, each output with its steps, and what is still to be confirmed."""
    lines = [f"{words.title(answer.topic.title, answer.topic.name)} · {answer.on.isoformat()}"]
    ground = answer.ground_json(LANGS)
    if ground is not None:
        text = ground["text"].get(words.lang) or ground["code"].replace("_", " ")
        lines += ["", words.own("ground", text=text), *_tree(ground["steps"], words, 1)]
    for key, trace in answer.traces.items():
        found = answer.outputs[key]
        lines += ["", f"{key} = {found if isinstance(found, str) else ''}".rstrip()]
        if isinstance(found, list):
            lines += [f"  {place}. {element}" for place, element in enumerate(found, 1)]
        lines += _tree(trace.to_json(LANGS), words, 0)
    uncertain = weak_of(answer.used)
    if uncertain:
        standing = words.standing(answer.standing)
        lines += ["", words.labels.text("word.uncertain", words.lang, standing=standing)]
        lines += [f"  {_uncertain(each, words)}" for each in uncertain]
    return lines


def _uncertain(each: dict[str, Any], words: Words) -> str:
    kind, article = words.own(f"kind.{each['kind']}"), words.article(each["article"])
    return words.own("uncertain_name", name=f"{kind} {each['name']} [{article}]", standing=words.standing(each["standing"]))


def _tree(tree: dict[str, Any], words: Words, depth: int) -> list[str]:
    """A step and what it used as indented sentences, each with its article, first day, rounding and standing."""
    margin = "  " * depth
    lines = [margin + tree["text"][words.lang]]
    basis = words.basis(tree)
    if basis:
        lines.append(f"{margin}  [{basis}]")
    each = tree.get("each", [])
    lines += [f"{margin}  {place}. {text[words.lang]}" for place, text in enumerate(each[:EACH], 1)]
    if each and len(tree["value"]) > len(each[:EACH]):
        lines.append(f"{margin}  {words.own('more', count=len(tree['value']) - len(each[:EACH]))}")
    if tree.get("again"):
        lines.append(f"{margin}  {words.own('again')}")
    for used in tree["uses"]:
        lines += _tree(used, words, depth + 1)
    return lines


def topics(args: argparse.Namespace) -> int:
    """The topics with what they ask and give; with a name, that one."""
    shelf = library(args.book)
    words = Words(shelf.book, args.lang)
    if args.name and args.name not in shelf.topics:
        refusal = unknown(shelf, args.name)
        if args.json:
            print(json.dumps({"refusal": refusal_json(refusal, shelf.book)}, ensure_ascii=False))
        else:
            print(words.refusal(refusal), file=sys.stderr)
        return REFUSED
    chosen = [shelf.topics[args.name]] if args.name else [shelf.topics[name] for name in sorted(shelf.topics)]
    found = [describe(shelf.book, topic) for topic in chosen]
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print("\n".join(line for topic in found for line in _topic(topic, words)))
    return 0


def _topic(topic: dict[str, Any], words: Words) -> list[str]:
    lines = [f"{topic['topic']} · {words.title(topic['title'], topic['topic'])}"]
    for asked in topic["inputs"]:
        told = [words.title(asked["title"], ""), _what(asked, words)]
        told.append(words.own("required") if not asked["optional"] else words.own("optional", absent=str(asked["absent"]).lower()))
        if asked["article"]:
            told.append(words.article(asked["article"]))
        lines.append(f"  {asked['name']}: {' · '.join(part for part in told if part)}")
    gives = ", ".join(f"{given['name']} ({given['unit']}{'[]' if given['series'] else ''})" for given in topic["outputs"])
    return [*lines, f"  {words.own('gives')} {gives}", ""]


def _what(asked: dict[str, Any], words: Words) -> str:
    """What may be given for an input: its choices, or its unit with its bounds."""
    if asked["choices"]:
        names = [f"{name} ({title[words.lang]})" if words.lang in title else name for name, title in asked["choices"].items()]
        return words.own("one_of", names=" | ".join(names))
    what = words.expected(asked["unit"])
    if asked["least"] is not None:
        what += " · " + words.own("from_to", least=str(asked["least"]), most=str(asked["most"]))
    return what + (f" · {words.own('series')}" if asked["series"] else "")
