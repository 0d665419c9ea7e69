"""The offline check of a large DAS file against a plain-Python loop over the same bytes.

Ours finds every anomaly; the yardstick only slices the 24 fields of each line and converts the nine numbers. Imports are done before.
`wrong` counts the anomalies planted in the file and not found, and those found and not planted.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import _common

from mizan.formats.das import DasCheck, check_pair, names_for
from mizan.formats.das.layout import DETAIL
from mizan.kernel.identifiers import nss_key

TARGET = 0.5
EMPLOYER, YEAR = "1600012345", 2025
WAGE = 2_000_000
SHARE = 100
"""One line in this many is wrong."""

MOST = 999_999

SURNAMES = ("BENALI", "HADDAD", "BOUDIAF", "AIT AHMED", "OULD-KACI", "N'DIAYE", "MEZIANE", "CHERIF", "SAADI", "ZERROUKI")
GIVEN = ("AMINE", "SARA", "YACINE", "FATIMA ZOHRA", "MOHAMED EL AMINE", "LINA", "KARIM", "NADIA")
CUTS = tuple((field.start, field.end) for field in DETAIL)
Planted = set[tuple[int, str]]


def main() -> None:
    """Make the file, measure both sides by turns, compare what was found with what was planted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=200_000, help="lines of the file (default 200,000)")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    if not 0 < asked.n <= MOST:
        parser.error(f"the header's number of workers has six digits: 1 to {MOST} lines")
    with tempfile.TemporaryDirectory(prefix="mizan-das-") as folder:
        names = names_for(YEAR, EMPLOYER)
        header, detail = Path(folder) / names.header, Path(folder) / names.detail
        planted = make(header, detail, asked.n)
        checks: list[DasCheck] = []

        def ours() -> None:
            checks[:] = [
                check_pair(
                    header.read_bytes(),
                    detail.read_bytes(),
                    header_name=header.name,
                    detail_name=detail.name,
                    minimum_wage_m=lambda _: WAGE,
                )
            ]

        mine, theirs = _common.interleaved(ours, lambda: slice_and_convert(detail), rounds=asked.rounds)
        found = {(one.line, one.code) for one in checks[0].anomalies}
        for line, code in sorted(found ^ planted)[:10]:
            _common.say(f"line {line}: {code} {'found, not planted' if (line, code) in found else 'planted, not found'}")
        _common.say(f"{len(planted)} anomalies planted, {len(found)} found, {checks[0].taken} lines of {checks[0].lines} taken")
        wrong = len(found ^ planted) + abs(checks[0].lines - asked.n)
        _common.close(name="das_check", n=asked.n, ours=mine, yardstick=theirs, target=TARGET, wrong=wrong)


def slice_and_convert(path: Path) -> int:
    """The yardstick: the 24 fields of each line sliced, the nine numbers converted; a line that has none is counted."""
    strange = 0
    with path.open("rb") as lines:
        for line in lines:
            fields = [line[start:end] for start, end in CUTS]
            try:
                (
                    int(fields[7]), int(fields[9]), int(fields[10]), int(fields[12]), int(fields[13]),
                    int(fields[15]), int(fields[16]), int(fields[18]), int(fields[19]),
                )  # fmt: skip
            except ValueError:
                strange += 1
    return strange


def make(header: Path, detail: Path, count: int) -> Planted:
    """Write a pair of `count` lines, one in a hundred of them wrong in a known way; returns the anomalies to be found."""
    dice = random.Random(20_251)
    planted: Planted = set()
    sums = [0, 0, 0, 0]
    lines: list[bytes] = []
    for number in range(1, count + 1):
        pays = [3 * WAGE + dice.randrange(30_000_000) for _ in range(4)]
        if number % 7 == 0:
            pays[dice.randrange(4)] = 0
        line = sound(dice, number, pays)
        if number % SHARE == 0 and number > SHARE:
            damage = DAMAGES[(number // SHARE) % len(DAMAGES)]
            line, codes = damage(line, lines)
            planted |= {(number, code) for code in codes}
            if codes == ("line_repeated",):
                pays = [0, 0, 0, 0]
        lines.append(line)
        sums = [before + pay for before, pay in zip(sums, pays, strict=True)]
    if any(code in ("line_length", "amount_form") for _, code in planted):
        planted.add((0, "header_total_waits"))
    text = f"{EMPLOYER}N{YEAR}16000{'':5}{'SARL GRANDE':25}{'FABRICATION':30}{'12 RUE DES EXEMPLES':40}{'ALGER':11}"
    text += "".join(f"{total:<16}" for total in (*sums, sum(sums))) + f"{count:<6}    \r\n"
    header.write_bytes(text.encode("ascii"))
    detail.write_bytes(b"\r\n".join(lines))
    return planted


def sound(dice: random.Random, number: int, pays: list[int]) -> bytes:
    """A line in which nothing is wrong, aligned left or right by turns."""
    birth = 1950 + dice.randrange(55)
    serial = number * 10
    while (key := nss_key(body := f"{birth % 100:02d}{serial:08d}")) is None:
        serial += 1
    unit, full = (("H", 520), ("J", 90), ("M", 3))[number % 3]
    align = "<" if number % 2 else ">"
    cells = "".join(f"{(full if pay else 0):{align}3}{unit}{pay:{align}10}" for pay in pays)
    left = f"{1 + dice.randrange(28):02d}{1 + dice.randrange(12):02d}{YEAR}" if number % 11 == 0 else " " * 8
    return (
        f"{EMPLOYER}{YEAR}{number:<6}{body}{key:02d}{dice.choice(SURNAMES):25}{dice.choice(GIVEN):25}"
        f"{1 + dice.randrange(28):02d}{1 + dice.randrange(12):02d}{birth}{cells}{sum(pays):{align}12}0102{birth + 20}{left}{'':20}0"
    ).encode("ascii")


Damage = Callable[[bytes, list[bytes]], tuple[bytes, tuple[str, ...]]]


def put(start: int, text: bytes, *codes: str) -> Damage:
    """The damage that writes other characters at a position."""
    return lambda line, _: (line[:start] + text + line[start + len(text) :], codes)


def wrong_key(line: bytes, _: list[bytes]) -> tuple[bytes, tuple[str, ...]]:
    """A key of a number that is one more than it should be."""
    key = (int(line[30:32]) + 1) % 100
    return line[:30] + b"%02d" % key + line[32:], ("nss_key",)


def unknown_unit(line: bytes, _: list[bytes]) -> tuple[bytes, tuple[str, ...]]:
    """A unit that does not exist; where the quarter is empty it changes nothing."""
    nil = int(line[94:104]) == 0
    return line[:93] + b"K" + line[94:], ("unit_nil" if nil else "unit_unknown",)


def copied(_: bytes, lines: list[bytes]) -> tuple[bytes, tuple[str, ...]]:
    """A copy of the line before, with its own number."""
    number = str(len(lines) + 1).ljust(6).encode()
    return lines[-1][:14] + number + lines[-1][20:], ("line_repeated",)


def twice(line: bytes, lines: list[bytes]) -> tuple[bytes, tuple[str, ...]]:
    """Another pay of the person of the line before, over the same days."""
    before = lines[-1]
    return line[:20] + before[20:90] + line[90:158] + before[158:174] + line[174:], ("nss_repeated",)


DAMAGES: tuple[Damage, ...] = (
    wrong_key,
    put(82, b"3102", "birth_date_form"),
    put(146, b"1           ", "total_differs"),
    unknown_unit,
    put(90, b"521H", "duration_too_long"),
    put(166, b"31122026", "exit_after_year"),
    put(166, b"01011920", "exit_before_entry", "exit_before_year"),
    put(0, b"1600012346", "line_employer_differs"),
    put(32, b"Benali   ", "name_case"),
    put(32, "BÉNALI    ".encode("cp1252"), "name_guessed"),
    put(57, b" " * 25, "given_name_missing"),
    put(158, b"        ", "entry_missing"),
    put(194, b"7", "end_mark"),
    put(94, b"12345,6789", "amount_form"),
    lambda line, _: (line[:150], ("line_length",)),
    copied,
    twice,
)


if __name__ == "__main__":
    main()
