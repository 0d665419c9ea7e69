"""A bank statement written as camt.053.001.02, the version most banks still send."""

from datetime import date

from lxml import etree

from mizan.formats.iso20022 import CURRENCY
from mizan.formats.statement.camt053.reader import RETURNS
from mizan.formats.statement.types import BankLine, BankStatement
from mizan.formats.tables import one_line
from mizan.kernel.money import format_decimal

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"

_NSMAP: dict[str, str] = {None: NAMESPACE}  # type: ignore[dict-item]  # the stubs forget that None names the default namespace


def write(statement: BankStatement) -> bytes:
    """The statement as a message that `camt053.read` reads back to the same statement."""
    root = etree.Element(f"{{{NAMESPACE}}}Document", nsmap=_NSMAP)
    message = _add(root, "BkToCstmrStmt")
    created = f"{statement.closed_on.isoformat()}T00:00:00"
    header = _add(message, "GrpHdr")
    _add(header, "MsgId", statement.statement_id)
    _add(header, "CreDtTm", created)
    node = _add(message, "Stmt")
    _add(node, "Id", statement.statement_id)
    _add(node, "CreDtTm", created)
    span = _add(node, "FrToDt")
    _add(span, "FrDtTm", f"{statement.opened_on.isoformat()}T00:00:00")
    _add(span, "ToDtTm", f"{statement.closed_on.isoformat()}T23:59:59")
    _add(_add(_add(_add(node, "Acct"), "Id"), "Othr"), "Id", statement.account)
    _balance(node, "OPBD", statement.opening, statement.opened_on)
    _balance(node, "CLBD", statement.closing, statement.closed_on)
    for line in statement.lines:
        _entry(node, line)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    node = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if text is not None:
        node.text = one_line(text)
    return node


def _signed(node: etree._Element, amount: int) -> None:
    _add(node, "Amt", format_decimal(abs(amount))).set("Ccy", CURRENCY)
    _add(node, "CdtDbtInd", "DBIT" if amount < 0 else "CRDT")


def _balance(parent: etree._Element, code: str, amount: int, on: date) -> None:
    node = _add(parent, "Bal")
    _add(_add(_add(node, "Tp"), "CdOrPrtry"), "Cd", code)
    _signed(node, amount)
    _add(_add(node, "Dt"), "Dt", on.isoformat())


def _entry(parent: etree._Element, line: BankLine) -> None:
    node = _add(parent, "Ntry")
    _signed(node, line.amount)
    if line.is_return:
        _add(node, "RvslInd", "true")
    _add(node, "Sts", "BOOK")
    _add(_add(node, "BookgDt"), "Dt", line.booked_on.isoformat())
    _add(_add(node, "ValDt"), "Dt", line.value_on.isoformat())
    _add(node, "AcctSvcrRef", line.ref)
    _add(_add(_add(node, "BkTxCd"), "Prtry"), "Cd", "RETURN" if line.is_return else "TRANSFER")
    detail = _add(_add(node, "NtryDtls"), "TxDtls")
    if line.returns_ref is not None:
        proprietary = _add(_add(detail, "Refs"), "Prtry")
        _add(proprietary, "Tp", RETURNS)
        _add(proprietary, "Ref", line.returns_ref)
    if line.payer_name or line.payer_account:
        parties = _add(detail, "RltdPties")
        if line.payer_name:
            _add(_add(parties, "Dbtr"), "Nm", line.payer_name)
        if line.payer_account:
            _add(_add(_add(_add(parties, "DbtrAcct"), "Id"), "Othr"), "Id", line.payer_account)
    if line.reference:
        _add(_add(detail, "RmtInf"), "Ustrd", line.reference)
