"""The command of the statute book, offline and without a database: ask it, read it, audit it, hold it against cases and decisions."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from mizan.law.console import checking, explaining, telling
from mizan.law.console.library import MisuseError
from mizan.law.console.words import LANGS, own

USAGE = 2

Command = Callable[[argparse.Namespace], int]


def _common(*, lang: bool = True, machine: bool = True) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--book", type=Path, metavar="FOLDER", help="another statute book than Algeria's")
    if lang:
        common.add_argument("--lang", choices=LANGS, default="fr")
    if machine:
        common.add_argument("--json", action="store_true", help="for machines: see docs/law/steps-and-versions.md")
    return common


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan law", description="The statute book: ask it, read it, audit it, run worked cases.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, text: str, common: argparse.ArgumentParser) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text, parents=[common])
        added.set_defaults(run=run)
        return added

    explain = command("explain", explaining.explain, "a result and its steps, under the law of a day", _common())
    explain.add_argument("topic", help="a topic, a rule or a dated value")
    explain.add_argument("facts", nargs="*", metavar="key=value")
    explain.add_argument("--on", required=True, metavar="YYYY-MM-DD", help="the day whose law applies")
    explain.add_argument("--known", metavar="YYYY-MM-DD", help="the law as it was known on that day")
    explain.add_argument("--switch", action="append", default=[], metavar="name=choice", help="a reading the texts leave open")
    explain.add_argument("--record", type=Path, metavar="FILE", help="keep the decision, to be replayed")
    explain.add_argument("--source", action="append", default=[], metavar="key=text", help="where a fact comes from, kept in the record")

    topics = command("topics", explaining.topics, "what can be asked: inputs, bounds, choices, outputs", _common())
    topics.add_argument("name", nargs="?")

    values = command("values", telling.values, "a value or a rule through time", _common())
    values.add_argument("name", nargs="?")

    diff = command("diff", telling.diff, "what changed between two days", _common())
    diff.add_argument("start", metavar="FROM")
    diff.add_argument("end", metavar="TO")
    diff.add_argument(
        "--known", nargs="+", default=[], metavar="YYYY-MM-DD", help="the law as known on a day; two days: what became known between them"
    )

    replay = command("replay", checking.replay, "computes a kept decision again and says where it differs", _common())
    replay.add_argument("file", type=Path, metavar="DECISION.json")
    replay.add_argument("--today", action="store_true", help="also with what is known today")

    command("audit", telling.audit, "every rule, value, switch and sourced fact by standing", _common())

    cases = command("cases", checking.cases, "runs worked cases, one JSON object a line", _common(machine=False))
    cases.add_argument("file", type=Path, metavar="FILE.jsonl")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit code: 0, 1 refused, failed or different, 2 misused."""
    parser = _parser()
    lang = "fr"
    try:
        # argparse gives up on positionals after an option, and facts come after `--on`: they are picked up here.
        args, rest = parser.parse_known_args(argv)
        lang = args.lang
        if rest and (args.run is not explaining.explain or any(word.startswith("-") for word in rest)):
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        args.facts = [*getattr(args, "facts", []), *rest]
        return int(args.run(args))
    except MisuseError as error:
        parser.print_usage(sys.stderr)
        print(own(error.key, lang, **error.params), file=sys.stderr)
        return USAGE
    except SystemExit as stop:
        return int(stop.code or 0)
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
