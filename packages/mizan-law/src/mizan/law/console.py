"""The command of the statute book: `mizan-law explain | audit | cases`; offline, no database."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mizan.kernel.refusals import Refusal
from mizan.law.algeria.book import book, topics
from mizan.law.engine.audit import audit
from mizan.law.engine.cases import run_cases
from mizan.law.engine.inputs import Switches
from mizan.law.engine.sources import Standing
from mizan.law.engine.topics import Answer, ask, topic_of

REFUSED, USAGE = 1, 2


def refusal_text(refusal: Refusal, lang: str) -> str:
    """The sentence of a refusal in Arabic or French (English falls back to French), with the field it concerns."""
    lang = "ar" if lang == "ar" else "fr"
    labels, params = book().labels, dict(refusal.params)
    if labels.has(f"expected.{params.get('expected')}", lang):
        params["expected"] = labels.text(f"expected.{params['expected']}", lang)
    sentence = labels.text(f"refusal.{refusal.code}", lang, **params)
    return f"{refusal.field}: {sentence}" if refusal.field else sentence


def _pairs(words: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise argparse.ArgumentTypeError(f"key=value was expected, not {word!r}")
        pairs[key] = value
    return pairs


def _lines(tree: dict[str, Any], lang: str, depth: int = 0) -> list[str]:
    """The tree as indented sentences, each with its article, first day, standing and rounding."""
    labels, shown = book().labels, "fr" if lang == "en" else lang
    text = f"{tree['rule']} = {tree['value']} {tree['unit']}" if lang == "en" else tree["text"][lang]
    basis = []
    if tree["article"]:
        article = tree["article"]
        number = labels.text("word.article", shown, number=article["number"]) if article["number"] else ""
        basis.append(article["title"][shown] + number)
    if tree["since"]:
        basis.append(labels.text("word.since", shown, day=date.fromisoformat(tree["since"])))
    if tree["rounding"]:
        basis.append(labels.text(f"rounding.{tree['rounding']}", shown))
    if tree["standing"]:
        basis.append(labels.text(f"standing.{tree['standing']}", shown))
    lines = [f"{'  ' * depth}{text}"]
    if basis:
        lines.append(f"{'  ' * depth}  [{' · '.join(basis)}]")
    for used in tree["uses"]:
        lines += _lines(used, lang, depth + 1)
    return lines


def _tell(answer: Answer, lang: str) -> None:
    shown = "fr" if lang == "en" else lang
    print(f"{answer.topic.title[shown]} · {answer.on.isoformat()}")
    for key, trace in answer.traces.items():
        print(f"\n{key} = {answer.outputs[key]}")
        print("\n".join(_lines(trace.to_json(), lang)))
    if answer.standing in (Standing.RECALL, Standing.UNVERIFIED):
        standing = book().labels.text(f"standing.{answer.standing}", shown)
        print(f"\n{book().labels.text('word.uncertain', shown, standing=standing)}")


def _explain(args: argparse.Namespace) -> int:
    topic = topic_of(book(), topics(), args.topic)
    if topic is None:
        answer: Answer | Refusal = Refusal("unknown_topic", "topic", {"what": args.topic})
    else:
        answer = ask(book(), topic, _pairs(args.facts), args.on, Switches(_pairs(args.switch)))
    if isinstance(answer, Refusal):
        if args.json:
            message = {lang: refusal_text(answer, lang) for lang in ("ar", "fr")}
            print(json.dumps({"refusal": {"code": answer.code, "field": answer.field, "message": message, "basis": answer.basis}}))
        else:
            print(refusal_text(answer, args.lang), file=sys.stderr)
        return REFUSED
    if args.json:
        print(json.dumps(answer.to_json(), ensure_ascii=False))
    else:
        _tell(answer, args.lang)
    return 0


def _audit(args: argparse.Namespace) -> int:
    entries = audit(book())
    if args.json:
        print(json.dumps(entries, ensure_ascii=False))
        return 0
    for standing in Standing:
        found = [entry for entry in entries if entry["standing"] == standing]
        print(f"{standing}: {len(found)}")
        for entry in found:
            article = f" art. {entry['article']}" if entry["article"] else ""
            print(
                f"  {entry['kind']:6} {entry['name']:32} {entry['since'] or '-':10} {entry['until'] or '-':10} {entry['source']}{article}"
            )
    return 0


def _cases(args: argparse.Namespace) -> int:
    counts = {"passed": 0, "failed": 0, "doubtful": 0, "skipped": 0}
    try:
        lines = args.file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        print(f"{args.file}: {error}", file=sys.stderr)
        return USAGE
    for result in run_cases(book(), topics(), lines):
        counts[result.verdict] += 1
        print(f"{result.verdict:8} {result.case_id} {result.topic}{' - ' + result.why if result.why else ''}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan law", description="The statute book: ask it, audit it, run worked cases.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    explain = commands.add_parser("explain", help="a result and its steps, under the law of a day")
    explain.add_argument("topic", help="a topic, a rule or a dated value")
    explain.add_argument("facts", nargs="*", metavar="key=value")
    explain.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    explain.add_argument("--switch", action="append", default=[], metavar="name=choice")
    explain.add_argument("--lang", choices=("ar", "fr", "en"), default="fr")
    explain.add_argument("--json", action="store_true")
    explain.set_defaults(run=_explain)
    listing = commands.add_parser("audit", help="every rule, value and switch by standing")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_audit)
    cases = commands.add_parser("cases", help="runs worked cases, one JSON object a line")
    cases.add_argument("file", type=Path)
    cases.set_defaults(run=_cases)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit code: 0, 1 refused or failed, 2 misused."""
    parser = _parser()
    try:
        # argparse gives up on positionals after an option, and facts come after `--on`: they are picked up here.
        args, rest = parser.parse_known_args(argv)
        if rest and (args.run is not _explain or any(word.startswith("-") for word in rest)):
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        args.facts = [*getattr(args, "facts", []), *rest]
        return int(args.run(args))
    except argparse.ArgumentTypeError as error:
        parser.print_usage(sys.stderr)
        print(error, file=sys.stderr)
        return USAGE
    except SystemExit as stop:
        return int(stop.code or 0)
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
