"""Two people act on the same thing at once: one wins, the other is told, and nothing happens twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from mizan.kernel.refusals import Refused


def both(db: Any, *acts: Callable[[], Any]) -> list[Any]:
    """Do the acts at the same moment, each on its own connection; the answers, or the codes of refusals."""
    from django.db import connection

    name, answers = connection.settings_dict["NAME"], [None] * len(acts)
    start = threading.Barrier(len(acts))

    def do(index: int, act: Callable[[], Any]) -> None:
        connection.settings_dict = {**connection.settings_dict, "NAME": name, "USER": "mizan_web"}
        try:
            connection.ensure_connection()
            start.wait()
            answers[index] = act()
        except Refused as refused:
            answers[index] = refused.refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_declarations_of_one_period(db: Any, world: Any) -> None:
    answers = both(
        db,
        lambda: world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10"),
        lambda: world.file_dac("monthly", "2026-01", 2_000_000_00, "2026-02-10"),
    )
    assert [answer for answer in answers if isinstance(answer, str)] == ["dac_already_filed"]
    assert world.faults() == []


def test_the_same_declaration_twice(db: Any, world: Any) -> None:
    answers = both(db, *[lambda: world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10") for _ in range(3)])
    assert len({answer.receipt_no for answer in answers}) == 1
    assert sorted(answer.repeated for answer in answers) == [False, True, True]


def test_two_yearly_declarations(db: Any, world: Any, person: Any) -> None:
    answers = both(
        db,
        lambda: world.file_das("quarterly", 2025, [(person(1), (60_000_00,) * 4)], "2026-01-20"),
        lambda: world.file_das("quarterly", 2025, [(person(2), (60_000_00,) * 4)], "2026-01-20"),
    )
    assert [answer for answer in answers if isinstance(answer, str)] == ["das_already_filed"]


def test_one_bank_line_is_matched_once(db: Any, world: Any) -> None:
    from mizan.flows.settle_receipt import match_by_hand

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    (waiting,) = world.pay([("1", 350_000_00, "?")], "2026-02-20")

    def match(name: str) -> Any:
        with world.acting("cnas") as by:
            return match_by_hand(waiting.receipt_id, employer_id=world.employers[name], by=by, at=world.at("2026-02-21"))

    answers = both(db, lambda: match("monthly"), lambda: match("builder"))
    assert [answer for answer in answers if isinstance(answer, str)] == ["receipt_settled"]
    assert world.faults() == []


def test_one_difference_is_posted_once(db: Any, world: Any, person: Any) -> None:
    from mizan.flows.reconcile import confirm_difference

    world.file_dac("quarterly", "2025-Q1", 50_000_00, "2025-04-10")
    (case_id,) = world.file_das("quarterly", 2025, [(person(1), (60_000_00, 0, 0, 0))], "2026-01-20").case_ids

    def confirm(name: str) -> Any:
        with world.acting(name) as by:
            return confirm_difference(case_id=case_id, by=by, at=world.at("2026-01-22"))

    answers = both(db, lambda: confirm("quarterly"), lambda: confirm("controller"))
    assert [answer for answer in answers if isinstance(answer, str)] == ["case_closed"]
    assert world.faults() == []


def test_a_statement_imported_by_two(db: Any, world: Any) -> None:
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    answers = both(db, *[lambda: world.pay([("1", 350_000_00, "1600000101")], "2026-02-20") for _ in range(2)])
    assert not [answer for answer in answers if isinstance(answer, str)]
    assert answers[0][0].receipt_id == answers[1][0].receipt_id
    assert world.faults() == []


def test_two_statements_with_the_same_payers_in_another_order(db: Any, world: Any, monkeypatch: Any) -> None:
    import mizan.flows.settle_receipt as flow

    for name in ("monthly", "builder"):
        world.file_dac(name, "2026-01", 1_000_00, "2026-02-10")
    laying = flow.lay

    def slow(*given: Any, **named: Any) -> Any:
        threading.Event().wait(0.3)
        return laying(*given, **named)

    monkeypatch.setattr(flow, "lay", slow)

    def pay(number: str, *order: str) -> Any:
        return world.pay([(f"{number}-{payer}", 10_00, payer) for payer in order], "2026-03-20", number)

    answers = both(db, lambda: pay("1", "1600000101", "3100000303"), lambda: pay("2", "3100000303", "1600000101"))
    assert [line.waits for answer in answers for line in answer] == [False] * 4
    assert world.faults() == []
