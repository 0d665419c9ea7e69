"""Payment files: valid against the published schema, the same bytes twice, every centime in them; returns of any bytes."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mizan.formats.anomalies import Outcome
from mizan.formats.payments import Order, Payment, Returned, profiles, read, write
from mizan.formats.payments.pain001 import NAMESPACE
from mizan.kernel.identifiers import rib_key, rip_from_ccp
from mizan.kernel.refusals import Refused

PAYER = "00200021000001234536"
AT = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(files("sepaxml").joinpath("schemas/pain.001.001.09.xsd").read_bytes()))


def order_of(payments: Sequence[Payment], message_id: str = "CNR-2026-11-1") -> Order:
    return Order(
        message_id, AT, date(2026, 11, 20), "CAISSE NATIONALE DES RETRAITES", PAYER, len(payments), sum(p.amount for p in payments)
    )


def whole(profile: str, payments: Sequence[Payment], **changes: object) -> bytes:
    return b"".join(write(profile, dataclasses.replace(order_of(payments), **changes), payments))


def code_of(profile: str, payments: Sequence[Payment], **changes: object) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        whole(profile, payments, **changes)
    return caught.value.refusal.code, caught.value.refusal.field


accounts = st.one_of(
    st.integers(0, 10**10 - 1).map(lambda n: rip_from_ccp(str(n))),
    st.tuples(st.integers(0, 99999), st.integers(0, 10**10 - 1)).map(
        lambda t: f"002{t[0]:05d}{t[1]:010d}{rib_key(f'{t[0]:05d}', f'{t[1]:010d}'):02d}"
    ),
)
payments_of = st.lists(
    st.tuples(st.text(max_size=160), accounts, st.integers(1, 9_000_000_000_000)).map(lambda t: Payment("", *t)), min_size=1, max_size=8
).map(lambda many: [payment._replace(ref=f"P{rank}") for rank, payment in enumerate(many, 1)])
SOME = [
    Payment("I7-1", "BEN <SALAH> & FILS", rip_from_ccp("23456789"), 3_456_789),
    Payment("I8-1", "فاطمة الزهراء", rip_from_ccp("1234567"), 5),
]


@settings(max_examples=60, deadline=None)
@given(payments_of)
def test_any_payments_make_a_valid_order(schema: etree.XMLSchema, payments: list[Payment]) -> None:
    root = etree.fromstring(whole("pain001", payments))
    schema.assertValid(root)
    ns = {"p": NAMESPACE}
    found = [
        (
            node.findtext("p:PmtId/p:EndToEndId", namespaces=ns),
            node.findtext("p:CdtrAcct/p:Id/p:Othr/p:Id", namespaces=ns),
            int(node.findtext("p:Amt/p:InstdAmt", namespaces=ns).replace(".", "")),
        )
        for node in root.iterfind(".//p:CdtTrfTxInf", ns)
    ]
    assert found == [(p.ref, p.account, p.amount) for p in payments]
    for path in (".//p:GrpHdr", ".//p:PmtInf"):
        head = root.find(path, ns)
        assert int(head.findtext("p:NbOfTxs", namespaces=ns)) == len(payments)
        assert int(head.findtext("p:CtrlSum", namespaces=ns).replace(".", "")) == sum(p.amount for p in payments)


@settings(max_examples=30, deadline=None)
@given(payments_of)
def test_the_same_order_gives_the_same_bytes(payments: list[Payment]) -> None:
    for profile in ("pain001", "csv"):
        assert whole(profile, payments) == whole(profile, list(payments))


def test_names_keep_their_script_and_their_signs(schema: etree.XMLSchema) -> None:
    root = etree.fromstring(whole("pain001", SOME))
    names = [node.text for node in root.iterfind(".//{*}Cdtr/{*}Nm")]
    assert names == ["BEN <SALAH> & FILS", "فاطمة الزهراء"]
    assert root.findtext(".//{*}CreDtTm") == "2026-11-18T09:30:00Z"


def test_a_file_longer_than_a_block_is_whole(schema: etree.XMLSchema) -> None:
    many = [Payment(f"P{n}", "N", rip_from_ccp(str(n)), n) for n in range(1, 5_102)]
    pieces = list(write("pain001", order_of(many), iter(many)))
    assert len(pieces) > 3
    schema.assertValid(etree.fromstring(b"".join(pieces)))


@settings(max_examples=30, deadline=None)
@given(payments_of)
def test_a_table_is_read_back(payments: list[Payment]) -> None:
    rows = list(csv.DictReader(io.StringIO(whole("csv", payments).decode(), newline=""), delimiter=";"))
    assert [(r["ref"], r["account"], int(r["amount"].replace(".", ""))) for r in rows] == [(p.ref, p.account, p.amount) for p in payments]
    assert {r["pay_on"] for r in rows} == {"2026-11-20"}


@settings(max_examples=30, deadline=None)
@given(payments_of)
def test_records_of_fixed_width_hold_their_figures(payments: list[Payment]) -> None:
    lines = whole("virm", payments).decode("ascii").split("\r\n")
    assert lines.pop() == ""
    assert [len(line) for line in lines] == [220, *[320] * len(payments), 100]
    assert (lines[0][:4], int(lines[0][160:166]), int(lines[0][167:183])) != ("", 0, 0)
    assert [(int(line[:6]), line[11:31], int(line[155:170])) for line in lines[1:-1]] == [
        (rank, p.account, p.amount) for rank, p in enumerate(payments, 1)
    ]
    assert lines[-1].startswith("FVIR")


def test_a_head_of_a_multiple_transfer_says_how_many_and_how_much() -> None:
    head = whole("virm", SOME).decode("ascii").split("\r\n")[0]
    assert head[:8] == "VIRM0020"
    assert (head[156:164], head[167:173], head[173:189]) == ("20261120", "000002", f"{3_456_794:016d}")


def test_a_postal_file_takes_postal_accounts_only() -> None:
    lines = whole("ccp", SOME).decode("ascii").split("\r\n")[:-1]
    assert {len(line) for line in lines[1:]} == {96}
    assert lines[2][34:61].strip("? ") == ""
    assert code_of("ccp", [Payment("X", "N", PAYER, 1)]) == ("payment_not_postal", "account")


def test_what_can_not_be_paid_is_refused_before_the_file_is_whole() -> None:
    sound = SOME[0]
    for changed, field in (
        (sound._replace(ref=""), "ref"), (sound._replace(ref="x" * 36), "ref"), (sound._replace(ref="é"), "ref"),
        (sound._replace(account="123"), "account"), (sound._replace(account="٠" * 20), "account"), (sound._replace(amount=0), "amount"),
        (sound._replace(amount=-5), "amount"), (sound._replace(amount=9_000_000_000_001), "amount"),
    ):  # fmt: skip
        for profile in profiles():
            assert code_of(profile, [changed], total=5)[1] == field
    for profile in profiles():
        assert code_of(profile, SOME, total=1) == ("payment_totals", "total")
        assert code_of(profile, SOME, count=3) == ("payment_totals", "total")
    assert code_of("pain001", SOME, message_id="x" * 36) == ("payment_order_form", "message_id")
    assert code_of("pain001", SOME, account="00200021000001234537") == ("payment_order_form", "account")
    assert code_of("pain001", SOME, payer=" ") == ("payment_order_form", "payer")
    assert code_of("pain001", SOME, created_at=datetime(2026, 1, 1)) == ("payment_order_form", "created_at")  # noqa: DTZ001
    assert code_of("swift", SOME) == ("payment_profile_unknown", "profile")


def test_a_shape_too_narrow_refuses_rather_than_cuts() -> None:
    with pytest.raises(Refused) as caught:
        list(write("virm", dataclasses.replace(order_of(SOME), count=1_000_000), SOME))
    assert caught.value.refusal.code == "payment_width"


def test_every_profile_is_named_and_says_how_sure_it_is() -> None:
    for shape in profiles().values():
        assert shape["standing"] in {"official", "unverified", "own"}
        assert {"ar", "fr"} <= set(shape["title"])


PAIN = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-11-21T08:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>CNR-2026-11-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>CNR-2026-11-1</OrgnlPmtInfId>{lines}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""
LINE = (
    "<TxInfAndSts><OrgnlEndToEndId>{ref}</OrgnlEndToEndId><TxSts>{status}</TxSts><StsRsnInf><Rsn><Cd>{code}</Cd></Rsn>"
    '<AddtlInf>Compte clos</AddtlInf></StsRsnInf><OrgnlTxRef><Amt><InstdAmt Ccy="{currency}">{amount}</InstdAmt></Amt></OrgnlTxRef>'
    "</TxInfAndSts>"
)


def line(ref: str = "I7-1", status: str = "RJCT", code: str = "AC04", amount: str = "34567.89", currency: str = "DZD") -> str:
    return LINE.format(ref=ref, status=status, code=code, amount=amount, currency=currency)


def report(*lines: str, group: str = "PART") -> bytes:
    return PAIN.format(group=group, lines="".join(lines)).encode()


def test_rejected_payments_are_read_and_accepted_ones_left() -> None:
    check = read(report(line(), line("I8-1", "ACSC")))
    assert (check.outcome, check.message_id, check.whole) == (Outcome.ACCEPTED, "CNR-2026-11-1", False)
    assert [dataclasses.replace(one, line=0) for one in check.returned] == [Returned("I7-1", "AC04", "Compte clos", 3_456_789)]


def test_an_order_refused_altogether_says_so() -> None:
    check = read(report(group="RJCT"))
    assert (check.outcome, check.whole, check.returned) == (Outcome.ACCEPTED, True, ())


def test_a_file_of_returns_is_taken_whole_or_refused_with_every_anomaly() -> None:
    check = read(
        report(
            line(), line(), line(""), line("I9", "????"), line("J1", amount="1,000.00"), line("J2", currency="EUR"), line("J3", code="?")
        )
    )
    assert check.outcome is Outcome.REFUSED
    assert check.returned == ()
    assert sorted(found.code for found in check.anomalies) == [
        "return_amount", "return_amount", "return_code", "return_ref", "return_repeated", "return_status",
    ]  # fmt: skip
    assert [found.code for found in read(report(line("I8-1", "ACSC"))).anomalies] == ["returns_none"]
    assert [found.code for found in read(b"<Document xmlns='urn:x'/>").anomalies] == ["xml_not_returns"]
    assert [found.code for found in read(b"<!DOCTYPE a []><a/>").anomalies] == ["xml_doctype"]
    assert [found.code for found in read(b"").anomalies] == ["file_empty"]


CAMT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Ntry><Amt Ccy="DZD">34567.89</Amt><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls><TxDtls><Refs><EndToEndId>I7-1</EndToEndId></Refs>
<RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="DZD">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls>
<TxDtls><Refs><EndToEndId>Z</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="DZD">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls>
<TxDtls><Refs><EndToEndId>K1</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="DZD">1.00</Amt></TxAmt></AmtDtls><RtrInf/></TxDtls>
<TxDtls><Refs><EndToEndId>K2</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="DZD">2.00</Amt></TxAmt></AmtDtls><RtrInf/></TxDtls>
</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"""


def test_returned_credits_of_a_statement_are_read() -> None:
    check = read(CAMT.encode())
    assert check.anomalies == ()
    assert [(one.ref, one.code, one.amount) for one in check.returned] == [
        ("I7-1", "AC01", 3_456_789),
        ("K1", "NARR", 100),
        ("K2", "NARR", 200),
    ]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_answered(data: bytes) -> None:
    check = read(data)
    assert check.outcome is Outcome.REFUSED
    assert check.anomalies


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 600), st.binary(min_size=1, max_size=3), st.booleans())
def test_a_report_altered_anywhere_is_answered(place: int, noise: bytes, replace: bool) -> None:
    data = report(line(), line("I8-1"))
    altered = data[:place] + noise + data[place + (len(noise) if replace else 0) :]
    check = read(altered)
    assert (check.outcome is Outcome.REFUSED) == bool(check.anomalies)
