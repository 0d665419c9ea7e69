"""Bank statements: both forms there and back, the balance, what is refused, any bytes."""

import dataclasses
from datetime import date
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.formats.anomalies import Outcome
from mizan.formats.statement import BankLine, BankStatement, camt053, check_statement, statement_csv
from mizan.formats.statement.rules import decimal_amount
from mizan.kernel.money import Centimes

RIB = "00200021000001234536"
FORMS = {"camt.053": camt053, "table": statement_csv}
PAID = BankLine(
    "B0000001", date(2026, 10, 4), date(2026, 10, 5), Centimes(12_345_678), "شركة المثال للبناء", RIB, "DAC 1600012345 2026-09"
)  # fmt: skip
RETURNED = BankLine(
    "B0000002", date(2026, 10, 7), date(2026, 10, 7), Centimes(-12_345_678), "", "", "RETOUR", is_return=True, returns_ref="B0000001"
)
SOUND = BankStatement(
    RIB, "BNA-20261004", Centimes(1_000), Centimes(1_000), date(2026, 10, 4), date(2026, 10, 10), (PAID, RETURNED)
)  # fmt: skip


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> ModuleType:
    return FORMS[request.param]


def codes(data: bytes, form: ModuleType) -> list[str]:
    check = form.read(data)
    if check.outcome is Outcome.REFUSED:
        assert check.statement is None
    return [found.code for found in check.anomalies]


def test_what_is_written_is_read_back(form: ModuleType) -> None:
    check = form.read(form.write(SOUND))
    assert (check.outcome, check.statement, check.anomalies) == (Outcome.ACCEPTED, SOUND, ())


def test_the_content_hash_does_not_depend_on_the_form() -> None:
    assert camt053.read(camt053.write(SOUND)).content_hash == statement_csv.read(statement_csv.write(SOUND)).content_hash


def test_the_lines_make_the_balance(form: ModuleType) -> None:
    (found,) = form.read(form.write(dataclasses.replace(SOUND, closing=Centimes(1_001)))).anomalies
    assert (found.code, found.found, found.expected) == ("statement_balance", "10.01", "10.00")
    assert "0,01" in found.message["fr"]


def test_a_reference_names_one_line(form: ModuleType) -> None:
    twice = dataclasses.replace(SOUND, closing=Centimes(SOUND.closing + PAID.amount), lines=(PAID, RETURNED, PAID))
    assert codes(form.write(twice), form) == ["statement_ref_repeated"]
    bare = dataclasses.replace(SOUND, lines=(dataclasses.replace(PAID, ref=""), RETURNED))
    assert codes(form.write(bare), form) == ["statement_ref_missing"]


def test_a_statement_needs_its_account_its_number_and_its_days(form: ModuleType) -> None:
    assert codes(form.write(dataclasses.replace(SOUND, statement_id="")), form) == ["statement_id_missing"]
    assert codes(form.write(dataclasses.replace(SOUND, account="")), form) == ["statement_account_missing"]
    turned = dataclasses.replace(SOUND, opened_on=SOUND.closed_on, closed_on=SOUND.opened_on)
    assert "statement_days" in codes(form.write(turned), form)


def test_doubts_do_not_refuse(form: ModuleType) -> None:
    check = form.read(form.write(dataclasses.replace(SOUND, account="00200021000001234537")))
    assert ([found.code for found in check.anomalies], check.outcome) == (
        ["statement_account_key"],
        Outcome.ACCEPTED_WITH_CORRECTIONS,
    )
    late = dataclasses.replace(SOUND, lines=(dataclasses.replace(PAID, booked_on=date(2026, 11, 1)), RETURNED))
    assert codes(form.write(late), form) == ["statement_day_outside"]
    received = dataclasses.replace(RETURNED, amount=Centimes(5))
    back = dataclasses.replace(SOUND, closing=Centimes(12_346_683), lines=(PAID, received))
    assert codes(form.write(back), form) == ["statement_return_received"]


def test_a_line_without_amount_is_left_out(form: ModuleType) -> None:
    nothing = dataclasses.replace(PAID, ref="B3", amount=Centimes(0))
    check = form.read(form.write(dataclasses.replace(SOUND, lines=(PAID, nothing, RETURNED))))
    assert (check.outcome, check.statement) == (Outcome.ACCEPTED, SOUND)
    assert [found.code for found in check.anomalies] == ["statement_amount_zero"]


@pytest.mark.parametrize("text", ["1.0", "1.000", "1", "1,5", "1 000.00", "1e3", "", "NaN", "٣.٠٠", "90000000000.01", "--1.00", ".50"])
def test_an_amount_has_two_decimals_exactly(text: str, form: ModuleType) -> None:
    assert decimal_amount(text) is None
    data = form.write(SOUND).replace(b"-123456.78", b"123456.78").replace(b"123456.78", text.encode())
    assert set(codes(data, form)) == {"statement_amount"}


def test_the_largest_amount_is_read() -> None:
    assert decimal_amount("90000000000.00") == 9_000_000_000_000
    assert decimal_amount("-0,01") == -1


DTD = b"""<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>"""
EXTERNAL = b"""<!DOCTYPE Document SYSTEM "file:///etc/passwd">"""


def document(data: bytes) -> bytes:
    return data[data.index(b"<Document") :]


@pytest.mark.parametrize("doctype", [DTD, EXTERNAL])
def test_a_doctype_is_refused(doctype: bytes) -> None:
    assert codes(doctype + document(camt053.write(SOUND)), camt053) == ["xml_doctype"]


def test_an_entity_is_never_replaced() -> None:
    evil = b'<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + document(camt053.write(SOUND)).replace(b"RETOUR", b"&x;")
    assert codes(evil, camt053) == ["xml_doctype"]
    assert codes(document(camt053.write(SOUND)).replace(b"RETOUR", b"&x;"), camt053) == ["xml_unreadable"]


def test_deep_or_foreign_xml_is_refused() -> None:
    assert codes(b"<a>" * 100_000, camt053) == ["xml_unreadable"]
    assert codes(b"<Document/>", camt053) == ["xml_not_camt053"]
    assert codes(camt053.write(SOUND).replace(b"camt.053.001.02", b"pain.001.001.03"), camt053) == ["xml_not_camt053"]


def test_a_later_version_of_the_message_is_read() -> None:
    newer = (
        camt053.write(SOUND)
        .replace(b"camt.053.001.02", b"camt.053.001.08")
        .replace(b"<Sts>BOOK</Sts>", b"<Sts><Cd>BOOK</Cd></Sts>")
        .replace(b"<Dbtr>", b"<Dbtr><Pty>")
        .replace(b"</Dbtr>", b"</Pty></Dbtr>")
    )
    assert camt053.read(newer).statement == SOUND


def test_an_entry_of_several_payments_is_one_line_for_each() -> None:
    one = dataclasses.replace(SOUND, closing=Centimes(SOUND.opening + PAID.amount), lines=(PAID,))
    text = camt053.write(one).decode()
    start, end = text.index("<TxDtls>"), text.index("</TxDtls>") + len("</TxDtls>")
    detail = text[start:end]
    amounts = ("100000.00", "23456.78")
    several = "".join(detail.replace("<TxDtls>", f'<TxDtls><AmtDtls><TxAmt><Amt Ccy="DZD">{a}</Amt></TxAmt></AmtDtls>') for a in amounts)
    statement = camt053.read((text[:start] + several + text[end:]).encode()).statement
    assert statement is not None
    assert [(line.ref, line.amount) for line in statement.lines] == [("B0000001/1", 10_000_000), ("B0000001/2", 2_345_678)]
    unequal = several.replace("23456.78", "23456.79")
    whole = camt053.read((text[:start] + unequal + text[end:]).encode()).statement
    assert whole is not None
    assert [line.amount for line in whole.lines] == [12_345_678]


def test_what_is_not_booked_or_not_in_dinars_is_said() -> None:
    data = camt053.write(SOUND)
    assert codes(data.replace(b"BOOK", b"PDNG"), camt053) == ["statement_not_booked", "statement_not_booked"]
    assert set(codes(data.replace(b'Ccy="DZD"', b'Ccy="EUR"'), camt053)) == {"statement_currency"}
    assert "statement_balance_missing" in codes(data.replace(b"CLBD", b"XPCD"), camt053)
    assert camt053.read(data.replace(b"OPBD", b"PRCD")).statement == SOUND


def test_one_statement_a_file() -> None:
    text = camt053.write(SOUND).decode()
    start, end = text.index("<Stmt>"), text.index("</Stmt>") + len("</Stmt>")
    assert codes((text[:end] + text[start:]).encode(), camt053) == ["statement_several"]
    assert codes(statement_csv.write(SOUND) * 2, statement_csv)[-1] == "statement_several"
    assert codes((text[:start] + text[end:]).encode(), camt053) == ["statement_head_missing"]
    assert codes(b"LIGNE;B1;2026-10-04;;1.00;;;;;\r\n", statement_csv) == ["statement_head_missing"]


def test_a_keyed_statement_counts_its_own_lines() -> None:
    found = check_statement(dataclasses.replace(SOUND, lines=(PAID, dataclasses.replace(RETURNED, ref="B0000001"))))
    assert [(one.line, one.code) for one in found] == [(2, "statement_ref_repeated")]


TEXT = st.text(st.characters(categories=("L", "N", "P", "Zs"), include_characters="ءآ\u200c\u200f-;,\"'&<>"), max_size=20).map(
    lambda text: " ".join(text.split())
)


@st.composite
def statements(draw: st.DrawFn) -> BankStatement:
    days = st.dates(date(2026, 10, 1), date(2026, 10, 31))
    amounts = st.integers(-(10**12), 10**12).filter(bool)
    lines = []
    for rank in range(draw(st.integers(0, 5))):
        amount = Centimes(draw(amounts))
        returned = amount < 0 and draw(st.booleans())
        lines.append(
            BankLine(
                f"B{rank}", draw(days), draw(days), amount, draw(TEXT), draw(st.sampled_from(("", RIB))), draw(TEXT), returned,
                f"A{rank}" if returned else None,
            )
        )  # fmt: skip
    opening = draw(st.integers(-(10**12), 10**12))
    closing = Centimes(opening + sum(line.amount for line in lines))
    return BankStatement(RIB, "S1", Centimes(opening), closing, date(2026, 10, 1), date(2026, 10, 31), tuple(lines))


@settings(max_examples=100, deadline=None)
@given(statements(), st.sampled_from(sorted(FORMS)))
def test_any_statement_comes_back(statement: BankStatement, name: str) -> None:
    check = FORMS[name].read(FORMS[name].write(statement))
    assert check.statement == statement
    assert check.outcome is Outcome.ACCEPTED


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(sorted(FORMS)))
def test_any_bytes_have_an_answer(data: st.DataObject, name: str) -> None:
    raw = FORMS[name].write(SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw = raw[:at] + data.draw(st.binary(max_size=6)) + raw[at + data.draw(st.integers(0, 20)) :]
    if data.draw(st.integers(0, 9)) == 0:
        raw = data.draw(st.sampled_from((raw.decode("latin-1").encode("utf-16"), b"\xef\xbb\xbf" + raw, raw * 2, raw[: len(raw) // 2])))
    check = FORMS[name].read(raw)
    assert (check.statement is None) == (check.outcome is Outcome.REFUSED)
    assert (check.outcome is Outcome.REFUSED) == any(found.severity == "error" for found in check.anomalies)
    if check.statement is not None:
        kept = check.statement
        assert kept.opening + sum(line.amount for line in kept.lines) == kept.closing
    for found in check.anomalies:
        assert found.message["fr"]
        assert found.message["ar"]
