"""Any bytes at all: never a traceback, the same answer by columns and by rules, nothing lost on the way through a pair."""

import dataclasses
import json
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.das_files import FIRST, HEADER, SECOND, WAGE, declarations, mutations, pairs

from mizan.formats.anomalies import Outcome, Severity, counts_of, json_pieces
from mizan.formats.das import DasCheck, DasHeader, DasRow, check_pair, scan, write_pair
from mizan.formats.das.sets import SetScan, scan_set

calm = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def wage(_: object) -> int:
    return WAGE


def by_rules(header: bytes, detail: bytes, monkeypatch: pytest.MonkeyPatch) -> DasCheck:
    """The check with every line read by the rules."""
    with monkeypatch.context() as patch:
        patch.setattr("mizan.formats.das.scan.FEW", 10**9)
        return with_rows(check_pair(header, detail, minimum_wage_m=wage))


def by_columns(header: bytes, detail: bytes, monkeypatch: pytest.MonkeyPatch) -> DasCheck:
    """The check with every line read as columns first, even in a small file."""
    with monkeypatch.context() as patch:
        patch.setattr("mizan.formats.das.scan.FEW", 0)
        patch.setattr("mizan.formats.das.scan.CHUNK", 3)
        patch.setattr("mizan.formats.das.check.CHUNK", 3)
        return with_rows(check_pair(header, detail, minimum_wage_m=wage))


def with_rows(check: DasCheck) -> DasCheck:
    """The check with its rows unpacked: they are read again from the bytes when asked."""
    return dataclasses.replace(check, rows=tuple(check.rows))


def well_formed(check: DasCheck) -> None:
    """What every answer keeps, whatever was given."""
    assert 0 <= check.taken <= check.lines
    assert len(check.rows) <= check.lines
    assert sum(row.taken for row in check.rows) == check.taken
    errors = [found for found in check.anomalies if found.severity is Severity.ERROR]
    warnings = [found for found in check.anomalies if found.severity is Severity.WARNING]
    match check.outcome:
        case Outcome.ACCEPTED:
            assert not errors
            assert not warnings
        case Outcome.ACCEPTED_WITH_CORRECTIONS:
            assert warnings
            assert not errors
        case Outcome.PARTLY_TAKEN:
            assert errors
            assert 0 < check.taken < check.lines
            assert all(found.line for found in errors)
        case Outcome.REFUSED:
            assert errors
            assert check.taken == 0
    if check.outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CORRECTIONS):
        assert check.taken == check.lines
    assert not any("\0" in line.text for line in check.waiting)
    for found in check.anomalies:
        assert found.message["ar"]
        assert found.message["fr"]
        assert "None" not in found.message["fr"]
        assert found.line >= 0
        assert found.found is None or found.found.isprintable()


@calm
@given(st.binary(max_size=2_000), st.binary(max_size=4_000))
def test_any_bytes_have_an_answer(header: bytes, detail: bytes) -> None:
    well_formed(check_pair(header, detail, header_name="x", detail_name="\x00", minimum_wage_m=wage))
    well_formed(check_pair(HEADER, detail))


@calm
@given(st.data())
def test_a_damaged_file_has_the_same_answer_by_columns_and_by_rules(data: st.DataObject) -> None:
    header, detail = data.draw(pairs())
    if data.draw(st.booleans()):
        detail = data.draw(mutations(detail))
    if data.draw(st.integers(0, 3)) == 0:
        header = data.draw(mutations(header))
    with pytest.MonkeyPatch.context() as patch:
        slow = by_rules(header, detail, patch)
        fast = by_columns(header, detail, patch)
    well_formed(slow)
    assert same(slow, fast)


def same(one: DasCheck, other: DasCheck) -> bool:
    assert one.anomalies == other.anomalies
    assert tuple(one.rows) == tuple(other.rows)
    assert one.waiting == other.waiting
    return (one.outcome, one.header, one.lines, one.taken, one.content_hash) == (
        other.outcome,
        other.header,
        other.lines,
        other.taken,
        other.content_hash,
    )


@calm
@given(st.data())
def test_a_set_answers_each_pair_as_if_it_were_alone(data: st.DataObject) -> None:
    drawn = []
    for _ in range(data.draw(st.integers(0, 5))):
        header, detail = data.draw(pairs(most=4))
        damage = data.draw(st.integers(0, 5))
        drawn.append((data.draw(mutations(header)) if damage == 1 else header, data.draw(mutations(detail)) if damage > 3 else detail))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mizan.formats.das.scan.FEW", data.draw(st.sampled_from((0, 10**9))))
        scan = scan_set(drawn, minimum_wage_m=wage)
    assert len(scan.pairs) == len(drawn)
    for index, (header, detail) in enumerate(drawn):
        alone = check_pair(header, detail, minimum_wage_m=wage)
        found = scan.pairs[index]
        assert found == (alone.outcome, alone.header, alone.lines, alone.taken, alone.anomalies, alone.waiting, alone.content_hash)
        assert rows_of(scan, index) == list(alone.rows)


def rows_of(scan: SetScan, pair: int) -> list[DasRow]:
    """The rows of a pair of a set, from its columns."""
    rows = []
    for at in [i for i, of in enumerate(scan.pair.tolist()) if of == pair]:
        quarters = tuple(
            (int(d), u.decode().strip(), int(a)) for d, u, a in zip(scan.duration[at], scan.unit[at], scan.amount[at], strict=True)
        )
        texts = [column[at].decode() for column in (scan.nss, scan.surname, scan.given_name)]
        birth, entered, left = (column[at].tolist() for column in (scan.birth_date, scan.entered_on, scan.left_on))
        rows.append(
            DasRow(int(scan.line_no[at]), *texts, birth, quarters, int(scan.total[at]), entered, left, bool(scan.taken[at]))  # type: ignore[arg-type]
        )
    return rows


@calm
@given(declarations(), st.sampled_from(("crlf", "lf", "none")))
def test_a_written_pair_is_accepted_and_says_what_was_given(declaration: tuple[DasHeader, list[DasRow]], eol: str) -> None:
    header, rows = declaration
    check = check_pair(*write_pair(header, rows, eol=eol), minimum_wage_m=wage)  # type: ignore[arg-type]
    assert check.outcome is Outcome.ACCEPTED
    assert check.anomalies == ()
    assert list(check.rows) == rows
    assert check.header is not None
    assert check.header.total_year == sum(row.total for row in rows)
    assert (check.header.workers, check.header.kind, check.header.employer_name) == (len(rows), header.kind, "SARL EXEMPLE")


@calm
@given(declarations())
def test_the_content_hash_does_not_see_line_ends(declaration: tuple[DasHeader, list[DasRow]]) -> None:
    hashes = {check_pair(*write_pair(*declaration, eol=eol)).content_hash for eol in ("crlf", "lf", "none")}  # type: ignore[arg-type]
    assert len(hashes) == 1


@calm
@given(st.data())
def test_the_content_hash_sees_every_value(data: st.DataObject) -> None:
    header, rows = data.draw(declarations())
    other = data.draw(st.sampled_from([row for _, more in [data.draw(declarations())] for row in more]))
    at = data.draw(st.integers(0, len(rows) - 1))
    changed = [*rows[:at], other._replace(line_no=at + 1), *rows[at + 1 :]]
    same_content = changed == rows
    one, two = (check_pair(*write_pair(header, lines)).content_hash for lines in (rows, changed))
    assert (one == two) is same_content


HUGE: dict[str, Callable[[], tuple[bytes, bytes]]] = {
    "a line of 10 MB": lambda: (HEADER, b"1" * 10_000_000),
    "a line of 10 MB after a sound one": lambda: (HEADER, FIRST + b"\r\n" + b"A" * 10_000_000),
    "a header of 10 MB": lambda: (b"1" * 10_000_000, FIRST),
    "10 MB of NULs": lambda: (HEADER, bytes(10_000_000)),
    "a million short lines": lambda: (HEADER, b"1\n" * 1_000_000),
    "nothing but line ends": lambda: (HEADER, b"\r\n" * 500_000),
    "a picture": lambda: (HEADER, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4_000),
}


@pytest.mark.parametrize("name", HUGE)
def test_something_else_altogether_is_refused_in_few_words(name: str) -> None:
    check = check_pair(*HUGE[name]())
    well_formed(check)
    assert check.outcome in (Outcome.REFUSED, Outcome.PARTLY_TAKEN)
    assert len(check.anomalies) < 20
    assert all(len(found.message["fr"]) < 400 for found in check.anomalies)


BROKEN = (
    FIRST, SECOND, b"",
    SECOND.replace(b"900102030471", b"900102030472"), FIRST.replace(b"H", b"X", 1), FIRST[:120], b"", b"une note", SECOND + b"zz",
    FIRST.replace(b"1600012345", b"1600012346"), SECOND.lower(),
)  # fmt: skip
"""Sound and wrong lines, each in its own way."""


@pytest.mark.parametrize("held", [0, 1, 10, 39])
@given(rows=st.lists(st.sampled_from(BROKEN), min_size=1, max_size=60))
def test_anomalies_that_are_not_held_are_found_again_and_change_nothing(held: int, rows: list[bytes]) -> None:
    detail = b"\n".join(rows)
    whole = check_pair(HEADER, detail)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "HELD", held)
        check = check_pair(HEADER, detail)
        (of_set,) = scan_set([(HEADER, detail)]).pairs
    for found in (check.anomalies, of_set.anomalies):
        assert list(found) == list(whole.anomalies)
        assert len(found) == len(whole.anomalies)
        assert counts_of(found) == counts_of(whole.anomalies)
        assert tuple(found[2:9]) == tuple(whole.anomalies[2:9])
        assert tuple(found[-3:]) == tuple(whole.anomalies[-3:])
    assert (check.outcome, check.taken, check.waiting, check.content_hash) == (
        whole.outcome, whole.taken, whole.waiting, whole.content_hash,
    )  # fmt: skip
    assert "".join(json_pieces(check.head(), check.anomalies)) == json.dumps(whole.to_json(), ensure_ascii=False)


def test_more_mistakes_than_are_held_are_all_told_and_cost_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "HELD", 4_000)
    wrong = SECOND.replace(b"900102030471", b"900102030472").replace(b"H9500050", b"HX500050")
    lines = 3 * scan.HELD
    detail = b"\n".join([wrong] * lines)
    tracemalloc.start()
    check = check_pair(HEADER, detail)
    told = 0
    for found in check.anomalies:
        told += found.line > 0
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    each = len([one for one in check_pair(HEADER, wrong).anomalies if one.line and one.code != "line_numbers"])
    assert each >= 2
    assert told == each * lines + 1
    assert len(check.anomalies) == told + len([one for one in check.anomalies if one.line == 0])
    # Held whole, they would take some 2,000 bytes a line more.
    assert peak < 12 * len(detail)
