"""The command line: one word per subject, everything else a verb.

Each command imports what it needs when it runs, so that ``mizan das check`` starts without Django and without a database.
"""

from __future__ import annotations

import argparse
import functools
import os
import sys
from collections.abc import Callable, Sequence

USAGE = 2
MOST_PARTS = 1000
"""The smallest share of the awards that may be asked for: a thousandth."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code (0 done, 1 refused or broken, 2 usage)."""
    words = list(sys.argv[1:] if argv is None else argv)
    # These hand their words on untouched: they are commands of their own packages.
    if words[:1] == ["law"]:
        from mizan.law.console import main as law

        return law(words[1:])
    if words[:2] in (["das", "check"], ["das", "write"], ["dac", "check"]):
        return _formats(words)
    if words[:2] == ["instructions", "propose"]:
        from mizan.formats.communique.cli import propose_command

        return propose_command(words[2:])
    arguments = _parser().parse_args(words)
    command: Callable[[argparse.Namespace], int] = arguments.command
    return command(arguments)


def entry() -> None:
    """The installed program ``mizan``."""
    try:
        code = main()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # The reader of our output has left (``mizan … | head``): not an error of ours.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - lives until the process ends
        code = 0
    sys.exit(code)


def _formats(words: list[str]) -> int:
    from mizan.formats import cli

    commands = {
        ("das", "check"): cli.das_check_command,
        ("das", "write"): cli.das_write_command,
        ("dac", "check"): cli.dac_check_command,
    }
    return commands[words[0], words[1]](words[2:])


def _parser() -> argparse.ArgumentParser:
    from mizan.doors.console import benefits as benefit_commands
    from mizan.doors.console import commands
    from mizan.doors.console import controls as control_commands
    from mizan.doors.console import procedures as procedure_commands

    parser = argparse.ArgumentParser(prog="mizan", description="Mizan: the balance of a country's social security.")
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="SUBJECT")

    demo = subjects.add_parser("demo", help="make a small country, run 24 months of it, serve its pages")
    demo.add_argument("--scale", type=_positive, default=1000, help="one person of the demo stands for this many (default 1000)")
    demo.add_argument("--seed", type=int, default=1, help="same seed, same country to the byte (default 1)")
    demo.add_argument("--port", type=int, default=8000, help="port on loopback (default 8000)")
    demo.add_argument("--no-serve", action="store_true", help="make the country and stop")
    demo.add_argument("--fresh", action="store_true", help="forget the country of a former demo first")
    demo.set_defaults(command=_demo)

    serve = subjects.add_parser("serve", help="serve the pages and the API")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(command=_serve)

    migrate = subjects.add_parser("migrate", help="prepare the database and bring its tables up to date")
    migrate.set_defaults(command=_migrate)

    night = subjects.add_parser("night", help="the nightly round: assess what is missing, let delays run, check, seal")
    night.set_defaults(command=lambda a: _with_database("batch", commands.night, a))

    ledger = subjects.add_parser("ledger", help="the books").add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = ledger.add_parser("verify", help="prove the chain of every journal (0 sound, 1 broken, 2 no ledger)")
    verify.set_defaults(command=lambda a: _with_database("audit", commands.ledger_verify, a, missing=USAGE))
    seal = ledger.add_parser("seal", help="chain the entries not sealed yet")
    seal.set_defaults(command=lambda a: _with_database("batch", commands.ledger_seal, a))

    das = subjects.add_parser("das", help="check | write (offline) or take a folder of pairs").add_subparsers(dest="verb", required=True)
    das.add_parser("check", help="check a pair offline, with no database", add_help=False)
    das.add_parser("write", help="write a valid pair", add_help=False)
    take = das.add_parser("take", help="take every pair of a folder in sets")
    take.add_argument("folder")
    take.set_defaults(command=lambda a: _with_database("batch", commands.das_take, a))
    dac = subjects.add_parser("dac", help="check (offline) or take a folder of contribution declarations").add_subparsers(
        dest="verb", required=True
    )
    dac.add_parser("check", help="check a declaration (CSV) offline, with no database", add_help=False)
    dacs = dac.add_parser("take", help="take every declaration (.csv) of a folder in sets")
    dacs.add_argument("folder")
    dacs.set_defaults(command=lambda a: _with_database("batch", commands.dac_take, a))
    civil = subjects.add_parser("civil-register", help="the civil register's feed").add_subparsers(dest="verb", required=True)
    taken = civil.add_parser("take", help="take a file of civil events (JSON lines or CSV)")
    taken.add_argument("file")
    taken.set_defaults(command=lambda a: _with_database("batch", commands.civil_register_take, a))
    care = subjects.add_parser("care", help="the care system's feed").add_subparsers(dest="verb", required=True)
    seen = care.add_parser("take", help="take a file of days on which the care system saw people (JSON lines or CSV)")
    seen.add_argument("file")
    seen.set_defaults(command=lambda a: _with_database("batch", commands.care_take, a))
    signed = subjects.add_parser("certificates", help="the feed of sick-leave certificates").add_subparsers(dest="verb", required=True)
    stops = signed.add_parser("take", help="take a file of certificates: who signed how many days for whom (JSON lines or CSV)")
    stops.add_argument("file")
    stops.set_defaults(command=lambda a: _with_database("batch", commands.certificates_take, a))
    benefits = subjects.add_parser("benefits", help="decisions and awards").add_subparsers(dest="verb", required=True, metavar="VERB")
    again = benefits.add_parser("verify", help="compute every award again from the facts its decisions kept (1: some differ)")
    again.set_defaults(command=lambda a: _with_database("audit", benefit_commands.verify, a, missing=USAGE))
    careers = benefits.add_parser("recompute", help="compute awards again from careers and facts as known now (1: some differ)")
    careers.add_argument("--fund", choices=("CNAS", "CNR", "CASNOS"), help="one fund (default: all three)")
    careers.add_argument("--share", dest="parts", type=_share, default=1, metavar="1/N", help="the next share of so many (default: all)")
    careers.set_defaults(command=lambda a: _with_database("batch", benefit_commands.recompute, a))
    controls = subjects.add_parser("controls", help="controls of spending").add_subparsers(dest="verb", required=True, metavar="VERB")
    look = controls.add_parser("run", help="look for what each control is about, on what is known now (1: something new was found)")
    look.add_argument("--control", metavar="ID", action="append", default=[], help="one control (may be given again; default: all)")
    look.add_argument("--json", action="store_true", help="a line of JSON for each control")
    look.set_defaults(command=lambda a: _with_database("batch", control_commands.run, a))
    listed = controls.add_parser("list", help="the controls, their ground and what each is worth so far")
    listed.add_argument("--json", action="store_true", help="a line of JSON for each control")
    listed.set_defaults(command=lambda a: _with_database("batch", control_commands.listed, a, missing=USAGE))
    record = benefits.add_parser("record", help="print the record of a decision, for `mizan law replay`")
    record.add_argument("number")
    record.set_defaults(command=lambda a: _with_database("audit", benefit_commands.record, a, missing=USAGE))
    live = benefits.add_parser("reassess", help="act on what changed on persons and careers, then look at the households paid")
    live.set_defaults(command=lambda a: _with_database("batch", benefit_commands.reassess, a))
    over = benefits.add_parser(
        "take-over", help="awards a fund paid before it began here: propose their file, approve it as another person, or cancel it"
    )
    over.add_argument("file", help="one award a line (docs/formats/existing-awards.md)")
    over.add_argument("--fund", required=True, choices=("CNAS", "CNR", "CASNOS"))
    over.add_argument("--by", required=True, metavar="ACCOUNT", help="the account whose act it is: one proposes, another approves")
    deed = over.add_mutually_exclusive_group(required=True)
    deed.add_argument("--first-month", metavar="MONTH", help="propose: the first month Mizan pays (2026-01)")
    deed.add_argument("--approve", action="store_true", help="approve what another person proposed; cut short, the same command goes on")
    deed.add_argument("--cancel", metavar="REASON", help="give up what was proposed, and why")
    over.set_defaults(command=lambda a: _with_database("batch", benefit_commands.take_over, a))
    revalue = benefits.add_parser(
        "revalue", help="what a day of the law makes of all the awards of a fund (increase, deductions): prepare, approve or cancel it"
    )
    revalue.add_argument("--fund", required=True, choices=("CNAS", "CNR", "CASNOS"))
    revalue.add_argument("--on", required=True, metavar="DAY", help="the day the change of the law takes effect (2026-01-01)")
    revalue.add_argument("--by", required=True, metavar="ACCOUNT", help="the account whose act it is: one prepares, another approves")
    step = revalue.add_mutually_exclusive_group()
    step.add_argument("--approve", action="store_true", help="approve what another person prepared")
    step.add_argument("--cancel", metavar="REASON", help="give up what was prepared, and why")
    revalue.set_defaults(command=lambda a: _with_database("batch", benefit_commands.revalue, a))
    procedures = subjects.add_parser("procedures", help="the real path of files").add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, says, does in (
        ("paths", "what was done on files, and what a simpler procedure would have saved", procedure_commands.paths),
        ("service", "the files that wait, by age against the promised day", procedure_commands.service),
        ("equity", "delay, outcome and error by scheme, sex and wilaya", procedure_commands.equity),
    ):
        told = procedures.add_parser(verb, help=says)
        told.add_argument("--fund", choices=("CNAS", "CNR", "CASNOS"), help="one fund (default: all three)")
        told.add_argument("--json", action="store_true", help="for a program")
        told.set_defaults(command=functools.partial(_with_database, "audit", does, missing=USAGE))
    _payments(subjects)
    _letters(subjects)
    _indicators(subjects)
    _figures(subjects)
    _instructions(subjects)
    _review(subjects)
    subjects.add_parser("law", help="the statute book: explain, topics, values, diff, replay, audit, cases", add_help=False)
    return parser


def _payments(subjects: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``mizan payments list | prepare | show | approve | cancel | answer | file | returns | reissue``."""
    from mizan.doors.console import payments as commands

    verbs = subjects.add_parser("payments", help="pay runs: one person prepares a month, two others agree").add_subparsers(
        dest="verb", required=True, metavar="VERB"
    )

    def verb(name: str, says: str, does: Callable[[argparse.Namespace], int], *, acts: bool = True) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=says)
        made.add_argument("--fund", required=True, choices=("CNAS", "CNR", "CASNOS"))
        made.add_argument("--month", required=True, help="2026-11")
        if acts:
            made.add_argument("--by", required=True, metavar="ACCOUNT", help="the account whose act it is")
        made.set_defaults(command=functools.partial(_with_database, "batch", does, missing=USAGE))
        return made

    listed = verbs.add_parser("list", help="the runs, the latest month first")
    listed.add_argument("--fund", choices=("CNAS", "CNR", "CASNOS"), help="one fund (default: all three)")
    listed.set_defaults(command=functools.partial(_with_database, "batch", commands.listed, missing=USAGE))
    verb("show", "what a month pays, what changed, what was found, waits and came back", commands.show, acts=False)
    prepared = verb("prepare", "prepare what a fund pays for a month", commands.prepare)
    prepared.add_argument("--pay-on", required=True, metavar="DAY", help="the day on which people are paid (2026-11-20)")
    verb("approve", "agree (the first of two people), then approve (the second) and post", commands.approve)
    cancelled = verb("cancel", "give up a run that is not approved", commands.cancel)
    cancelled.add_argument("--reason", required=True)
    answered = verb("answer", "answer what a control found", commands.answer)
    answered.add_argument("--finding", required=True, type=_positive, metavar="ID", help="as `show` prints it")
    said = answered.add_mutually_exclusive_group(required=True)
    said.add_argument("--cleared", metavar="GROUND", help="what was found is right, and why")
    said.add_argument("--upheld", metavar="GROUND", help="it is indeed wrong, and why")
    sent = verb("file", "write the payment file of an approved run; again, the same bytes", commands.file)
    sent.add_argument("--out", required=True, metavar="FILE")
    sent.add_argument("--profile", required=True, help="its shape (pain001, csv and those kept as data)")
    sent.add_argument("--payer", required=True, metavar="NAME")
    sent.add_argument("--account", required=True, help="the account that pays, 20 digits")
    returned = verb("returns", "take what the bank sent back (pain.002 or camt.053)", commands.returns)
    returned.add_argument("returned", metavar="FILE")
    again = verb("reissue", "have a payment that came back paid again", commands.reissue)
    again.add_argument("--return", dest="returned_id", required=True, type=_positive, metavar="ID", help="as `show` prints it")
    again.add_argument("--ground", required=True)


def _letters(subjects: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``mizan letters proofs | notices``."""
    from mizan.doors.console import letters as commands

    verbs = subjects.add_parser("letters", help="the letters of a day in one archive").add_subparsers(
        dest="verb", required=True, metavar="VERB"
    )
    for verb, says, does in (
        ("proofs", "those that ask for a proof of life, by the day of the ask", commands.proofs),
        ("notices", "those that tell of a hold or a debt, by the day they were made", commands.notices),
    ):
        made = verbs.add_parser(verb, help=says)
        made.add_argument("--fund", required=True, choices=("CNAS", "CNR", "CASNOS"))
        made.add_argument("--day", required=True, help="2026-11-02")
        made.add_argument("--lang", choices=("ar", "fr"), default="ar", help="their language (default: Arabic)")
        made.add_argument("--out", required=True, metavar="FILE", help="the zip to write")
        made.add_argument("--by", required=True, metavar="ACCOUNT", help="the account that opens the files")
        if verb == "proofs":
            made.add_argument("--agency", default="", metavar="CODE", help="one agency (default: all of the fund's)")
        made.set_defaults(command=functools.partial(_with_database, "batch", does, missing=USAGE))


def _indicators(subjects: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``mizan indicators take | show | alerts | export``."""
    from mizan.doors.console import indicators as commands

    verbs = subjects.add_parser("indicators", help="the figures of the minister's table").add_subparsers(
        dest="verb", required=True, metavar="VERB"
    )
    take = verbs.add_parser("take", help="compute every indicator of a month and keep what is new (1: one failed)")
    take.add_argument("month", help="2026-10")
    take.set_defaults(command=lambda a: _with_database("batch", commands.take, a))
    show = verbs.add_parser("show", help="print a month's figures")
    show.add_argument("month", help="2026-10")
    show.add_argument(
        "--fund", choices=("CNAS", "CNR", "CNAC", "FNPOS", "OPREBAT", "CASNOS"), help="one fund (default: the funds together)"
    )
    show.add_argument("--json", action="store_true", help="as JSON")
    show.set_defaults(command=lambda a: _with_database("audit", commands.show, a, missing=USAGE))
    alerts = verbs.add_parser("alerts", help="the alerts that last, and by which figure each was raised (1: one lasts)")
    alerts.add_argument("--fund", choices=("CNAS", "CNR", "CNAC", "FNPOS", "OPREBAT", "CASNOS"), help="one fund (default: every one)")
    alerts.add_argument(
        "--owner", help="those one office answers for: accounts, collection, benefits, service, controls, affiliation, steering"
    )
    alerts.add_argument("--ended", action="store_true", help="those that a figure has ended instead")
    alerts.add_argument("--json", action="store_true", help="as JSON")
    alerts.set_defaults(command=lambda a: _with_database("audit", commands.alerts, a, missing=USAGE))
    export = verbs.add_parser("export", help="write every figure kept")
    export.add_argument("--format", choices=("csv", "parquet"), default="csv")
    export.add_argument("--out", required=True, metavar="FILE")
    export.set_defaults(command=lambda a: _with_database("audit", commands.export, a, missing=USAGE))


def _figures(subjects: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``mizan figures publish | ssi | sdg | verify``."""
    from mizan.doors.console import figures as commands

    verbs = subjects.add_parser("figures", help="the figures everybody may read").add_subparsers(dest="verb", required=True, metavar="VERB")
    publish = verbs.add_parser("publish", help="publish a month (default: what is due tonight)")
    publish.add_argument("month", nargs="?", help="2026-10")
    publish.set_defaults(command=lambda a: _with_database("batch", commands.publish, a))
    for verb, says, does in (
        ("ssi", "write the table of a year for the ILO's Social Security Inquiry", commands.ssi),
        ("sdg", "write the table of a year for SDG indicator 1.3.1", commands.sdg),
    ):
        written = verbs.add_parser(verb, help=says)
        written.add_argument("--year", type=int, required=True)
        written.add_argument("--out", required=True, metavar="FILE", help="FILE.csv, FILE.json or FILE.parquet")
        written.set_defaults(command=functools.partial(_with_database, "audit", does, missing=USAGE))
    verify = verbs.add_parser("verify", help="whether a file is what was published, to the byte (1: it is not)")
    verify.add_argument("file")
    verify.add_argument("--sha256", metavar="HASH", help="the hash read on the page: then no database is asked")
    verify.set_defaults(command=lambda a: commands.matches(a) if a.sha256 else _with_database("audit", commands.verify, a, missing=USAGE))


def _instructions(subjects: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``mizan instructions propose | take | list | verify``."""
    from mizan.doors.console import instructions as commands

    verbs = subjects.add_parser("instructions", help="the instructions of a communiqué, and where each stands").add_subparsers(
        dest="verb", required=True, metavar="VERB"
    )
    verbs.add_parser("propose", help="read them as drafts, offline, with no database", add_help=False)
    take = verbs.add_parser("take", help="keep a communiqué and its drafts, for a person to confirm (1: refused)")
    take.add_argument("file")
    take.set_defaults(command=lambda a: _with_database("batch", commands.take, a))
    listed = verbs.add_parser("list", help="print each instruction with its status")
    listed.add_argument("--json", action="store_true", help="as JSON")
    listed.set_defaults(command=lambda a: _with_database("audit", commands.show, a, missing=USAGE))
    verify = verbs.add_parser("verify", help="compute every kept day and baseline again (1: some differ)")
    verify.set_defaults(command=lambda a: _with_database("audit", commands.verify, a, missing=USAGE))


def _review(subjects: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``mizan review FUND PERIOD --out FILE``."""
    from mizan.doors.console.review import ALL, review

    made = subjects.add_parser("review", help="the document of a meeting on a fund: figures, what changed and why, controls, instructions")
    made.add_argument("fund", choices=("CNAS", "CNR", "CNAC", "FNPOS", "OPREBAT", "CASNOS", ALL), help="a fund, or all together")
    made.add_argument("period", help="a month (2026-10) or a quarter (2026-Q3)")
    made.add_argument("--out", required=True, metavar="FILE", help="the PDF to write")
    made.add_argument("--lang", choices=("ar", "fr"), default="ar", help="its language (default: Arabic)")
    made.set_defaults(command=lambda a: _with_database("batch", review, a, missing=USAGE))


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _share(text: str) -> int:
    first, _, parts = text.partition("/")
    if first != "1" or not parts.isascii() or not parts.isdigit() or not 1 <= int(parts) <= MOST_PARTS:
        raise argparse.ArgumentTypeError(f"must be 1/N, N up to {MOST_PARTS}")
    return int(parts)


def _setup(role: str) -> None:
    os.environ["MIZAN_DATABASE_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mizan.config.settings")
    import django

    django.setup()


def _with_database(
    role: str, command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace, *, missing: int | None = None
) -> int:
    """Run a command as a database role, starting the embedded server for its length if it does not run yet."""
    from mizan.config import database, postgres
    from mizan.config.home import home

    if missing is not None and not os.environ.get(database.URL_VARIABLE) and not (home() / postgres.MAJOR).exists():
        print(f"No ledger: {home()} holds no database. Run `mizan migrate` or `mizan demo` first.", file=sys.stderr)
        return missing
    server = database.ensure()
    try:
        _setup(role)
        return command(arguments)
    finally:
        if server is not None and server.started_here:
            server.stop()


def _demo(arguments: argparse.Namespace) -> int:
    from mizan.config.demo import run

    return run(arguments)


def _serve(arguments: argparse.Namespace) -> int:
    from mizan.config.serving import serve

    return serve(arguments.host, arguments.port)


def _migrate(arguments: argparse.Namespace) -> int:
    from mizan.config import database

    if os.environ.get(database.URL_VARIABLE):
        database.prepare_server()

    def command(_: argparse.Namespace) -> int:
        database.migrate(verbosity=1)
        return 0

    return _with_database("owner", command, arguments)
