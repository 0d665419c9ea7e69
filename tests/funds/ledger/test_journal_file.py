"""The journal file: what reads, and what is refused with which code, whatever the bytes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.funds.ledger.errors import CODES
from mizan.funds.ledger.journal_file import LARGEST_BYTES, read
from mizan.funds.ledger.types import Line, OtherFlow
from mizan.kernel.refusals import Refused

GOOD = """mizan-journal;1
flow;state_grant
booked_on;2026-10-31
memo_ar;مساهمة الدولة
memo_fr;Contribution de l'État
fund;nature;branch;party;debit;credit
CNR;bank;;;1 000 000,50;
CNR;state_grant;;TRESOR;;1000000.50
"""


def test_a_good_file_reads() -> None:
    file = read(GOOD.encode())
    assert (file.flow, file.booked_on, file.memo_fr) == (OtherFlow.STATE_GRANT, date(2026, 10, 31), "Contribution de l'État")
    assert file.lines == (Line("CNR", "bank", "", "", 100_000_050), Line("CNR", "state_grant", "", "TRESOR", -100_000_050))


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    for data in (GOOD.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.rstrip("\n").encode()):
        assert read(data).content == read(GOOD.encode()).content


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("mizan-journal;1", "mizan-journal;2", "journal_file_head"),
        ("flow;state_grant", "flow;gift", "journal_file_head"),
        ("booked_on;2026-10-31", "booked_on;31/10/2026", "journal_file_head"),
        ("memo_ar;مساهمة الدولة", "memo_ar;", "journal_file_head"),
        ("fund;nature;", "fund;kind;", "journal_file_head"),
        ("CNR;bank;;;", "CNR;receivable;;;", "journal_file_nature"),
        ("CNR;bank;;;", "XXX;bank;;;", "journal_file_account_unknown"),
        ("CNR;bank;;;", "CNR;bank;;CNR;", "journal_file_account_unknown"),
        ("CNR;bank;;;", "CNR;bank;lottery;;", "journal_file_account_unknown"),
        ("1 000 000,50;", "1 000 000,505;", "journal_file_amount"),
        ("1 000 000,50;", "-1;", "journal_file_amount"),
        ("1 000 000,50;", "1 000 000,50;1", "journal_file_amount"),
        ("1 000 000,50;", "0,00;", "journal_file_amount"),
        ("1 000 000,50;", "1 000 000,51;", "journal_file_unbalanced"),
        ("CNR;state_grant", "CNAS;state_grant", "journal_file_unbalanced"),
        ("CNR;state_grant;;TRESOR;;1000000.50\n", "", "journal_file_empty"),
        ("CNR;bank;;;", "CNR;bank;;", "journal_file_unreadable"),
        ("CNR;bank", 'CNR;"bank', "journal_file_unreadable"),
        ("CNR;bank", "CNR;\x00bank", "journal_file_unreadable"),
    ],
)
def test_a_bad_file_is_refused_with_its_code(old: str, new: str, code: str) -> None:
    assert old in GOOD
    with pytest.raises(Refused) as refused:
        read(GOOD.replace(old, new, 1).encode())
    assert refused.value.refusal.code == code


def test_size_and_encoding() -> None:
    with pytest.raises(Refused, match="journal_file_too_large"):
        read(b"x" * (LARGEST_BYTES + 1))
    with pytest.raises(Refused, match="journal_file_unreadable"):
        read(GOOD.encode("utf-16"))


@settings(max_examples=200)
@given(st.data())
def test_any_bytes_read_or_are_refused(data: st.DataObject) -> None:
    raw = bytearray(GOOD.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        cut = data.draw(st.integers(0, 12))
        raw[at : at + cut] = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b";", b"\n", b'"', b"-", "\u0661".encode(), b"1" * 30]))
        )
    try:
        file = read(bytes(raw))
    except Refused as refused:
        assert refused.refusal.code in CODES  # noqa: PT017
    else:
        for fund in {line.fund for line in file.lines}:
            assert sum(line.amount for line in file.lines if line.fund == fund) == 0
