"""A bank statement as ISO 20022 camt.053 (any version of the message), read."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.statement.rules import MAX_LINES, answer, decimal_amount
from mizan.formats.statement.types import BankLine, BankStatement, StatementCheck
from mizan.formats.tables import one_line
from mizan.kernel.money import Centimes

MAX_XML_BYTES = 64_000_000
CURRENCY = "DZD"
_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.[0-9]{2}", re.ASCII)
_DAY = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?", re.ASCII)
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
RETURNS = "RETURNS"
"""The type of the proprietary reference by which a returned entry names the one it returns."""


def read(data: bytes) -> StatementCheck:
    """Read a camt.053 message, whatever its bytes; it is taken whole or refused with every anomaly. No DTD, no entity, no network."""
    root, refusal = _parse(data)
    if root is None or refusal is not None:
        return answer(None, (refusal,) if refusal is not None else ())
    statements = list(_children(_child(root, "BkToCstmrStmt"), "Stmt"))
    if len(statements) != 1:
        code = "statement_several" if statements else "statement_head_missing"
        return answer(None, (anomaly(code, field="record", found=str(len(statements)), expected="1"),))
    reader = _Reader(statements[0])
    statement = reader.statement()
    return answer(statement, reader.found, reader.places)


def _parse(data: bytes) -> tuple[etree._Element | None, Anomaly | None]:
    if len(data) > MAX_XML_BYTES:
        return None, anomaly("file_too_large", field="file", found=str(len(data)), expected=str(MAX_XML_BYTES))
    if not data.strip():
        return None, anomaly("file_empty", field="file")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        return None, anomaly("xml_unreadable", line=int(line), field="file")
    if root.getroottree().docinfo.internalDTD is not None:
        return None, anomaly("xml_doctype", field="file")
    name = etree.QName(root)
    if name.localname != "Document" or name.namespace is None or _NAMESPACE.fullmatch(name.namespace) is None:
        return None, anomaly("xml_not_camt053", field="file", found=str(root.tag))
    return root, None


def _children(node: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of a name, in whatever version's namespace."""
    return iter(()) if node is None else node.iterchildren(f"{{*}}{name}")


def _child(node: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        node = next(_children(node, name), None)
    return node


def _text(node: etree._Element | None, *path: str) -> str:
    """The text at a path, on one line; empty where there is none."""
    found = _child(node, *path)
    return "" if found is None else " ".join(one_line(found.text or "").split())


def _day(node: etree._Element | None) -> date | None:
    """The day of a `Dt` or `DtTm` choice."""
    match = _DAY.fullmatch(_text(node, "Dt") or _text(node, "DtTm") or (_text(node) if node is not None else ""))
    try:
        return date.fromisoformat(match["day"]) if match is not None else None
    except ValueError:
        return None


def _line_of(node: etree._Element) -> int:
    """The line of the file a node begins on."""
    line: object = node.sourceline
    return line if isinstance(line, int) else 0


class _Reader:
    """One `Stmt` being read, with what was found."""

    def __init__(self, node: etree._Element) -> None:
        self.node = node
        self.found: list[Anomaly] = []
        self.places: dict[int, int] = {}

    def add(self, code: str, node: etree._Element | None, field: str, found: str | None = None, expected: str | None = None) -> None:
        line = 0 if node is None else _line_of(node)
        self.found.append(anomaly(code, line=line, field=field, found=found, expected=expected))

    def statement(self) -> BankStatement | None:
        lines: list[BankLine] = []
        for entry in _children(self.node, "Ntry"):
            if len(lines) > MAX_LINES:
                self.add("table_rows", entry, "file", expected=str(MAX_LINES))
                return None
            for line in self.entry(entry):
                self.places[len(lines)] = _line_of(entry)
                lines.append(line)
        opening, opened = self.balance("OPBD", "PRCD", "opening")
        closing, closed = self.balance("CLBD", None, "closing")
        account = _child(self.node, "Acct", "Id")
        number = _text(account, "Othr", "Id") or _text(account, "IBAN")
        opened_on = _day(_child(self.node, "FrToDt", "FrDtTm")) or opened
        closed_on = _day(_child(self.node, "FrToDt", "ToDtTm")) or closed
        if opened_on is None or closed_on is None:
            self.add("statement_day", self.node, "statement_days")
        if opening is None or closing is None or opened_on is None or closed_on is None:
            return None
        if any(one.severity == "error" for one in self.found):
            return None
        return BankStatement(number.replace(" ", ""), _text(self.node, "Id"), opening, closing, opened_on, closed_on, tuple(lines))

    def balance(self, code: str, instead: str | None, field: str) -> tuple[Centimes | None, date | None]:
        """The balance of a code (or of the one that may stand for it), with its day."""
        by_code: dict[str, etree._Element] = {}
        for node in _children(self.node, "Bal"):
            by_code.setdefault(_text(node, "Tp", "CdOrPrtry", "Cd"), node)
        found = by_code.get(code)
        if found is None and instead is not None:
            found = by_code.get(instead)
        if found is None:
            self.add("statement_balance_missing", self.node, field, expected=code)
            return None, None
        return self.amount(found, field), _day(_child(found, "Dt"))

    def amount(self, node: etree._Element, field: str) -> Centimes | None:
        """The signed amount of a node that has `Amt` and `CdtDbtInd`."""
        value = _child(node, "Amt")
        text, currency = _text(value), "" if value is None else str(value.get("Ccy") or "")
        if currency != CURRENCY:
            self.add("statement_currency", node, field, currency, CURRENCY)
            return None
        amount = None if text[:1] in ("-", "+") else decimal_amount(text)
        sign = _text(node, "CdtDbtInd")
        if amount is None or sign not in ("CRDT", "DBIT"):
            self.add("statement_amount", node, field, f"{text} {sign}".strip())
            return None
        return Centimes(-amount if sign == "DBIT" else amount)

    def entry(self, node: etree._Element) -> list[BankLine]:
        """The lines of an entry: one, or one for each of its details when their amounts are given and add up to it."""
        status = _text(node, "Sts", "Cd") or _text(node, "Sts")
        if status and status != "BOOK":
            self.add("statement_not_booked", node, "record", status)
            return []
        amount = self.amount(node, "bank_amount")
        booked_on = _day(_child(node, "BookgDt"))
        if booked_on is None:
            self.add("statement_day", node, "booked_on", _text(node, "BookgDt", "Dt") or _text(node, "BookgDt", "DtTm"))
        if amount is None or booked_on is None:
            return []
        value_on = _day(_child(node, "ValDt")) or booked_on
        details = list(_children(_child(node, "NtryDtls"), "TxDtls"))
        parts = self.parts(details, amount)
        if parts is None:
            return [self.line(node, details[0] if details else None, amount, booked_on, value_on, "")]
        return [
            self.line(node, detail, part, booked_on, value_on, f"/{rank}")
            for rank, (detail, part) in enumerate(zip(details, parts, strict=True), 1)
        ]

    def parts(self, details: list[etree._Element], amount: Centimes) -> list[Centimes] | None:
        """The signed amounts of several details that add up to their entry's; None where the entry is one line."""
        if len(details) < 2:
            return None
        parts = []
        for detail in details:
            node = _child(detail, "AmtDtls", "TxAmt", "Amt")
            node = _child(detail, "Amt") if node is None else node
            part = decimal_amount(_text(node))
            if part is None:
                return None
            parts.append(Centimes(part if amount >= 0 else -part))
        return parts if sum(parts) == amount else None

    def line(
        self, node: etree._Element, detail: etree._Element | None, amount: Centimes, booked_on: date, value_on: date, rank: str
    ) -> BankLine:
        ref = _text(node, "AcctSvcrRef") or _text(detail, "Refs", "AcctSvcrRef") or _text(node, "NtryRef")
        party = _child(detail, "RltdPties", "Dbtr")
        account = _child(detail, "RltdPties", "DbtrAcct", "Id")
        remittance = _child(detail, "RmtInf")
        end_to_end = _text(detail, "Refs", "EndToEndId")
        reference = (
            _text(remittance, "Strd", "CdtrRefInf", "Ref")
            or " ".join(_text(part) for part in _children(remittance, "Ustrd")).strip()
            or ("" if end_to_end == "NOTPROVIDED" else end_to_end)
            or _text(node, "AddtlNtryInf")
        )
        flag = _text(node, "RvslInd")
        if flag and flag not in _FLAGS:
            self.add("statement_flag", node, "is_return", flag)
        returned = _FLAGS.get(flag, False) or _child(detail, "RtrInf") is not None
        proprietary = next((p for p in _children(_child(detail, "Refs"), "Prtry") if _text(p, "Tp") == RETURNS), None)
        return BankLine(
            ref=f"{ref}{rank}" if ref else "",
            booked_on=booked_on,
            value_on=value_on,
            amount=amount,
            payer_name=_text(party, "Nm") or _text(party, "Pty", "Nm"),
            payer_account=(_text(account, "Othr", "Id") or _text(account, "IBAN")).replace(" ", ""),
            reference=reference,
            is_return=returned,
            returns_ref=_text(proprietary, "Ref") or None,
        )
