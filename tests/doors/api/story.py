"""A story told through the API: declarations, a difference, a statement, a transfer. What the other tests and the fuzz then walk on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.doors.api.conftest import World

BANK = "00700099990000000135"
NSS = ("850012345648", "900102030471")
BASE = 120_000_00
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")


@dataclass
class Teller:
    """Speaks to the API as one of the world's people."""

    client: Client
    world: World
    keys: int = field(default=0)

    def get(self, who: str, path: str) -> Any:
        """A question."""
        return self.client.get(f"/api/v1{path}", headers=self.world.headers(who))

    def post(self, who: str, path: str, body: object = None, *, key: str | None = None) -> Any:
        """An act with a JSON body (or none), under a key of its own unless one is given."""
        self.keys += 1
        headers = {**self.world.headers(who), "Idempotency-Key": key or f"{who}-{self.keys}"}
        more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.post(f"/api/v1{path}", headers=headers, **more)

    def send(self, who: str, path: str, files: Mapping[str, tuple[str, bytes]], *, key: str | None = None) -> Any:
        """An act that brings files."""
        headers = {**self.world.headers(who), **({"Idempotency-Key": key} if key else {})}
        data = {name: SimpleUploadedFile(file, content, "text/plain") for name, (file, content) in files.items()}
        return self.client.post(f"/api/v1{path}", data=data, headers=headers)

    def dac(self, who: str, period: str, base: int, **more: object) -> dict[str, object]:
        """The body of a declaration of the employer of the same name."""
        codes = ("R22", "R98", "R38") if who == "ba" else ("R22", "R98")
        lines = [{"code": code, "base": base} for code in codes]
        return {"employer_number": self.world.numbers[who], "period_key": period, "workers_total": 2, "lines": lines, **more}


def das_pair(number: str, amounts: Sequence[Sequence[int]], *, year: int = 2025, kind: str = "N") -> tuple[bytes, bytes]:
    """A pair of one line per worker, from four quarter amounts each."""
    from mizan.formats.das import DasHeader, DasRow, QuarterPay, write_pair
    from mizan.kernel.money import Centimes

    births = (date(1985, 3, 15), date(1990, 1, 2))
    rows = [
        DasRow(
            index + 1, NSS[index], f"NOM{'AB'[index]}", "AMINE", births[index],
            tuple(QuarterPay(520 if amount else 0, "H", Centimes(amount)) for amount in four),  # type: ignore[arg-type]
            Centimes(sum(four)), date(2019, 2, 1), None,
        )
        for index, four in enumerate(amounts)
    ]  # fmt: skip
    return write_pair(DasHeader(number, kind, year, centre="16000"), rows)


def das_files(number: str, pair: tuple[bytes, bytes], *, year: int = 2025) -> dict[str, tuple[str, bytes]]:
    """The two parts of a deposit, under the official names."""
    short = year % 100
    return {"header": (f"D{short}E{number}.TXT", pair[0]), "detail": (f"D{short}S{number}.TXT", pair[1])}


def statement(lines: Sequence[tuple[str, int, str]], *, number: str = "2026-001", opening: int = 0) -> bytes:
    """A statement as CSV from (reference of the line, centimes, reference of the payer)."""
    from mizan.formats.statement import BankLine, BankStatement, statement_csv
    from mizan.kernel.money import Centimes

    day = date(2026, 2, 20)
    made = tuple(BankLine(ref, day, day, Centimes(amount), "SARL QUI PAIE", "", reference) for ref, amount, reference in lines)
    closing = Centimes(opening + sum(line.amount for line in made))
    return statement_csv.write(BankStatement(BANK, number, Centimes(opening), closing, day, day, made))


@contextmanager
def on_day(day: str) -> Iterator[None]:
    """Acts done on another day than the tests' own."""
    former = os.environ["MIZAN_TODAY"]
    os.environ["MIZAN_TODAY"] = day
    try:
        yield
    finally:
        os.environ["MIZAN_TODAY"] = former


def tell(client: Client, world: World) -> Teller:
    """File, deposit, import: leaves one open difference, one settled receipt, one that waits, and an order to pay."""
    teller = Teller(client, world)
    for period in QUARTERS:
        assert teller.post("alif", "/dac", teller.dac("alif", period, 2 * BASE)).status_code == 201
    pair = das_pair(world.numbers["alif"], [[BASE] * 4, [BASE, BASE, BASE + 7_000_00, BASE]])
    deposit = teller.send("alif", "/das", das_files(world.numbers["alif"], pair))
    assert deposit.status_code == 201, deposit.content
    due = teller.get("alif", "/dues?period_key=2025-Q1").json()["dues"]
    paid = sum(one["amount"] for one in due)
    data = statement([("L1", paid, f"{world.numbers['alif']} 2025-Q1"), ("L2", 55_000_00, "SANS NUMERO")])
    imported = teller.send("accountant", "/statements?format=csv", {"file": ("s.csv", data)})
    assert imported.status_code == 201, imported.content
    with on_day("2026-12-02"):
        ordered = teller.post("accountant", "/transfers", {"month": "2026-11"})
    assert ordered.status_code == 200, ordered.content
    return teller
