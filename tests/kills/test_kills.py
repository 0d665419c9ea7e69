"""The process killed at any moment of filing, matching or apportioning: nothing is lost, nothing is there twice, the books balance.

Each act is a whole request in a process of its own (see `zygote`). It is killed by SIGKILL at every named moment it passes and at random
instants, then sent again under the same key, as a client does that got no answer. What both left together must be, row for row and centime
for centime, what one undisturbed act leaves.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.doors.api.story import das_files, das_pair
from tests.kills.conftest import Act, FileAct, Ground, SetAct
from tests.kills.drill import Tally, drill, learn
from tests.kills.money import bank_statement, months_to_pay

from mizan.formats.dac import DacLine, DacReturn, write_csv

pytestmark = pytest.mark.kill

BASE = 120_000_00
LEAST_NAMED = 20
LEAST_KILLS = 200
YEAR = 2025


_done: list[Tally] = []


def _dac(number: str, period: str, base: int, kind: str = "normal") -> dict[str, object]:
    lines = [{"code": code, "base": base} for code in ("R22", "R98")]
    return {"employer_number": number, "period_key": period, "kind": kind, "workers_total": 2, "lines": lines}


def _declared(ground: Ground) -> tuple[int, str]:
    """One more employer whose four quarters are declared."""
    employer = next(ground.used)
    for quarter in (1, 2, 3, 4):
        ground.do(ground.json_act("filer", "/dac", _dac(employer[1], f"{YEAR}-Q{quarter}", 2 * BASE)))
    return employer


def _finish(tally: Tally, tell: Callable[[str], None], what: str) -> None:
    _done.append(tally)
    tell(f"{what}: {tally.line()}")
    assert not tally.wrong, tally.wrong
    assert (tally.lost, tally.twice, tally.halves) == (0, 0, 0)
    assert len(tally.named) >= LEAST_NAMED


def test_filing(ground: Ground, tell: Callable[[str], None]) -> None:
    def first() -> Act:
        return ground.json_act("filer", "/dac", _dac(next(ground.used)[1], f"{YEAR}-Q1", BASE))

    def rectifying() -> Act:
        """A paid declaration with a yearly one behind it is rectified: reversal, release, new dues, credit used, difference reopened."""
        employer = next(ground.used)
        ground.do(ground.json_act("filer", "/dac", _dac(employer[1], f"{YEAR}-Q1", BASE)))
        ground.do(bank_statement(ground, [("A", BASE * 350 // 1000, f"{employer[1]} {YEAR}-Q1")]))
        return ground.json_act("filer", "/dac", _dac(employer[1], f"{YEAR}-Q1", 2 * BASE, "rectifying"), keyed=False)

    def yearly() -> Act:
        number = _declared(ground)[1]
        pair = das_pair(number, [[BASE] * 4, [BASE, BASE, BASE + 5_000_00, BASE]], year=YEAR)
        return ground.file_act("filer", "/das", das_files(number, pair, year=YEAR), keyed=False)

    kinds = [learn(ground, name, subject) for name, subject in (("first", first), ("rectifying", rectifying), ("yearly", yearly))]
    _finish(drill(ground, kinds, at_random=40, seed=1), tell, "filing")


def test_sets(ground: Ground, tmp_path: Path, tell: Callable[[str], None]) -> None:
    numbers = itertools.count(1)

    def folder() -> SetAct:
        """Three plain pairs, one that differs from its contribution declarations, one with a stranger's line, one that can not be read."""
        place = tmp_path / str(next(numbers))
        place.mkdir()
        differs = _declared(ground)
        plain = [[BASE] * 4, [BASE] * 4]
        strange = das_pair((number := next(ground.used)[1]), plain, year=YEAR)
        pairs = {differs[1]: das_pair(differs[1], [[BASE] * 4, [BASE, BASE, BASE + 5_000_00, BASE]], year=YEAR)}
        pairs[number] = (strange[0], strange[1].replace(b"NOMB", b"NOMC"))
        for number in [next(ground.used)[1] for _ in range(3)]:
            pairs[number] = das_pair(number, plain, year=YEAR)
        unreadable = next(ground.used)[1]
        # Of its own bytes: the same pair again is refused once.
        pairs[unreadable] = (b"\xff" * 50 + unreadable.encode(), b"\x00" * 50)
        for number, pair in pairs.items():
            for name, content in das_files(number, pair, year=YEAR).values():
                (place / name).write_bytes(content)
        return SetAct(place, differs[0])

    def declarations() -> FileAct:
        """Two plain contribution declarations, one that rectifies, one that finds the year's wages, one that can not be read."""
        place = tmp_path / str(next(numbers))
        place.mkdir()
        again, behind = next(ground.used)[1], next(ground.used)[1]
        ground.do(ground.json_act("filer", "/dac", _dac(again, f"{YEAR}-Q1", BASE)))
        ground.do(
            ground.file_act("filer", "/das", das_files(behind, das_pair(behind, [[BASE] * 4] * 2, year=YEAR), year=YEAR), keyed=False)
        )
        told = [_table(next(ground.used)[1], "normal", BASE) for _ in range(2)]
        told += [_table(again, "rectifying", 2 * BASE), _table(behind, "normal", 2 * BASE), f"{place}".encode()]
        for number, data in enumerate(told):
            (place / f"{number}.csv").write_bytes(data)
        order = tmp_path / f"{place.name}.json"
        order.write_text(json.dumps({"folder": str(place)}))
        return FileAct("take_dac_set", order)

    kinds = [learn(ground, "folder", folder), learn(ground, "declarations", declarations)]
    _finish(drill(ground, kinds, at_random=14, seed=4), tell, "sets")


def _table(number: str, kind: str, base: int) -> bytes:
    lines = tuple(DacLine(code, base) for code in ("R22", "R98"))
    return write_csv(DacReturn(number, f"{YEAR}-Q1", kind, 3, 0, 0, lines))


def test_matching(ground: Ground, tell: Callable[[str], None]) -> None:
    def imported() -> Act:
        """A statement that pays one quarter, brings a line nobody knows, and takes an earlier payment back."""
        employer = next(ground.used)
        ground.do(ground.json_act("filer", "/dac", _dac(employer[1], f"{YEAR}-Q1", BASE)))
        ground.do(ground.json_act("filer", "/dac", _dac(employer[1], f"{YEAR}-Q2", BASE)))
        paid = BASE * 350 // 1000
        ground.do(bank_statement(ground, [(f"P{employer[0]}", paid, f"{employer[1]} {YEAR}-Q1")]))
        lines = [(f"Q{employer[0]}", paid, f"{employer[1]} {YEAR}-Q2"), (f"U{employer[0]}", 1_00, "")]
        return bank_statement(ground, lines, returned=(f"P{employer[0]}", paid))

    def by_hand() -> Act:
        employer = next(ground.used)
        ground.do(ground.json_act("filer", "/dac", _dac(employer[1], f"{YEAR}-Q1", BASE)))
        kept = ground.do(bank_statement(ground, [(f"H{employer[0]}", BASE, "")]))
        receipt = kept["receipts"][0]["receipt_id"]
        return ground.json_act("accountant", f"/receipts/{receipt}/match", {"employer_id": employer[0], "period_keys": [f"{YEAR}-Q1"]})

    kinds = [learn(ground, "imported", imported), learn(ground, "by_hand", by_hand)]
    _finish(drill(ground, kinds, at_random=64, seed=2), tell, "matching")


def test_apportioning(ground: Ground, tell: Callable[[str], None]) -> None:
    months = months_to_pay()

    def ordered() -> Act:
        """A month in which one quarter was paid is apportioned: an order for each of the three other owners."""
        month, during, after = next(months)
        employer = next(ground.used)
        ground.do(ground.json_act("filer", "/dac", _dac(employer[1], "2009-Q1", BASE), today=during))
        ground.do(bank_statement(ground, [("T", BASE * 350 // 1000, f"{employer[1]} 2009-Q1")], today=during))
        return ground.json_act("accountant", "/transfers", {"month": month}, today=after)

    def cnr_order() -> tuple[int, int, str]:
        act = ordered()
        (order,) = (order for order in ground.do(act)["transfers"] if order["fund"] == "CNR")
        return order["id"], order["amount"], act.today

    def paid() -> Act:
        order_id, _, today = cnr_order()
        return ground.json_act("accountant", f"/transfers/{order_id}/settle", {}, today=today)

    def paid_by_a_line() -> Act:
        """The bank's statement shows the payment already: the order is tied to its line."""
        order_id, amount, today = cnr_order()
        kept = ground.do(bank_statement(ground, [("V", -amount, "")], today=today))
        receipt = kept["receipts"][0]["receipt_id"]
        return ground.json_act("accountant", f"/transfers/{order_id}/settle", {"receipt_id": receipt}, today=today)

    subjects = {"ordered": ordered, "paid": paid, "paid_by_a_line": paid_by_a_line}
    kinds = [learn(ground, name, subject) for name, subject in subjects.items()]
    _finish(drill(ground, kinds, at_random=48, seed=3), tell, "apportioning")


def test_all_of_it(tell: Callable[[str], None]) -> None:
    """The four families together (when they all ran)."""
    if len(_done) < 4:
        return
    kills, lost, twice = (sum(getattr(tally, name) for tally in _done) for name in ("kills", "lost", "twice"))
    tell(f"kills {kills}, lost {lost}, twice {twice}")
    assert kills >= LEAST_KILLS
