"""The commands on files, offline: `mizan das check`, `mizan das write`, `mizan dac check`.

Each returns its exit code: 0 unless the file is refused (1) or the command can not be understood (2).
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from mizan.formats.anomalies import Anomaly, Outcome, json_pieces, word
from mizan.formats.printing import COLON, languages, print_return

REFUSED, USAGE = 1, 2


def das_check_command(argv: Sequence[str]) -> int:
    """`mizan das check HEADER DETAIL [--json] [--lang ar|fr|both]`: every anomaly of a DAS pair; nothing is written or sent."""
    from mizan.formats.das import check_pair
    from mizan.law.algeria.contributions import minimum_wage_m

    parser = argparse.ArgumentParser(prog="mizan das check", description=das_check_command.__doc__)
    parser.add_argument("header", type=Path, metavar="HEADER", help="the header file, DyyE<employer number>.TXT")
    parser.add_argument("detail", type=Path, metavar="DETAIL", help="the detail file, DyyS<employer number>.TXT")
    shared_options(parser)
    asked = parser.parse_args(list(argv))
    header, detail = read_file(asked.header), read_file(asked.detail)
    if header is None or detail is None:
        return USAGE
    check = check_pair(
        header, detail, header_name=asked.header.name, detail_name=asked.detail.name, minimum_wage_m=minimum_wage_m
    )  # fmt: skip
    if asked.json:
        _json(check.head(), check.anomalies)
    else:
        print_lines(
            print_return(check.outcome, check.lines, check.taken, check.anomalies, check.not_checked, languages(asked.lang), "header")
        )
    return REFUSED if check.outcome is Outcome.REFUSED else 0


def das_write_command(argv: Sequence[str]) -> int:
    """`mizan das write WORKERS.CSV --employer N --year Y [...]`: a valid pair from a table of workers (docs/formats/das.md)."""
    from mizan.formats.das import names_for
    from mizan.formats.das.workers import pair_of

    parser = argparse.ArgumentParser(prog="mizan das write", description=das_write_command.__doc__)
    parser.add_argument("workers", type=Path, metavar="WORKERS.CSV", help="one worker a row; columns in docs/formats/das.md")
    parser.add_argument("--employer", required=True, help="employer number, 10 digits")
    parser.add_argument("--year", required=True, type=int)
    parser.add_argument("--kind", default="N", choices=["N", "C", "R"], help="N normal, C complementary, R regularisation")
    parser.add_argument("--centre", default="", help="payment centre, 5 digits (default: the wilaya of the employer number)")
    for name in ("name", "activity", "address", "city"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--eol", default="crlf", choices=["crlf", "lf", "none"])
    parser.add_argument("--out", type=Path, default=Path(), help="folder of the two files (default: here)")
    shared_options(parser)
    asked = parser.parse_args(list(argv))
    workers = read_file(asked.workers)
    if workers is None:
        return USAGE
    header, detail, check = pair_of(workers, vars(asked))
    refused = header is None or detail is None or check.outcome is Outcome.REFUSED
    paths: list[str] = []
    if header is not None and detail is not None and not refused:
        names = names_for(asked.year, asked.employer)
        try:
            asked.out.mkdir(parents=True, exist_ok=True)
            for name, data in ((names.header, header), (names.detail, detail)):
                asked.out.joinpath(name).write_bytes(data)
                paths.append(str(asked.out.joinpath(name)))
        except OSError as error:
            return _unopened(asked.out, error)
    if asked.json:
        _json({**check.head(), "files": paths}, check.anomalies)
    else:
        langs = languages(asked.lang)
        print_lines(print_return(check.outcome, check.lines, check.taken, check.anomalies, (), langs, "header"))
        print_lines([f"{word('written', lang)}{COLON[lang]} {' '.join(paths)}" for lang in langs if paths])
    return REFUSED if refused else 0


def dac_check_command(argv: Sequence[str]) -> int:
    """`mizan dac check FILE.CSV [--json] [--lang ar|fr|both]`: every anomaly of a contribution declaration (docs/formats/dac.md)."""
    from mizan.formats.dac import read_csv

    parser = argparse.ArgumentParser(prog="mizan dac check", description=dac_check_command.__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.CSV")
    shared_options(parser)
    asked = parser.parse_args(list(argv))
    data = read_file(asked.file)
    if data is None:
        return USAGE
    check = read_csv(data)
    if asked.json:
        _json(check.head(), check.anomalies)
    else:
        lines = 0 if check.dac is None else len(check.dac.lines)
        taken = 0 if check.outcome is Outcome.REFUSED else lines
        print_lines(print_return(check.outcome, lines, taken, check.anomalies, (), languages(asked.lang), "declaration"))
    return REFUSED if check.outcome is Outcome.REFUSED else 0


def shared_options(parser: argparse.ArgumentParser) -> None:
    """The options every command on a file has."""
    parser.add_argument("--json", action="store_true", help="print the return as JSON")
    parser.add_argument("--lang", default="both", choices=["ar", "fr", "both"], help="language of the printed return (default both)")


def read_file(path: Path, most: int = -1) -> bytes | None:
    """The bytes of a file, `most` of them at most (-1: all); None when it can not be opened, which has then been said."""
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        _unopened(path, error)
        return None


def _unopened(path: Path, error: OSError) -> int:
    for lang in languages("both"):
        write_out(f"{word('file_missing', lang)}: {path} ({error.strerror})\n", sys.stderr)
    return USAGE


def _json(value: Mapping[str, object], anomalies: Sequence[Anomaly]) -> None:
    """One line of JSON. The anomalies are written as they come: a million of them are never held at once."""
    for piece in json_pieces(value, anomalies):
        write_out(piece)
    write_out("\n")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        write_out(f"{line}\n")


def write_out(text: str, stream: TextIO | None = None) -> None:
    """Write whatever the terminal's encoding: a console that knows no Arabic gets escapes, not a traceback."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
