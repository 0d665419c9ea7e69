"""A bank statement as ISO 20022 camt.053 (any version of the message), read."""

import re
from datetime import date

from lxml import etree

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.iso20022 import CURRENCY, child, children, day_of, line_of, parse, text_at
from mizan.formats.statement.rules import MAX_LINES, answer, decimal_amount
from mizan.formats.statement.types import BankLine, BankStatement, StatementCheck
from mizan.kernel.money import Centimes

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.[0-9]{2}", re.ASCII)
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
RETURNS = "RETURNS"
"""The type of the proprietary reference by which a returned entry names the one it returns."""


def read(data: bytes) -> StatementCheck:
    """Read a camt.053 message, whatever its bytes; it is taken whole or refused with every anomaly. No DTD, no entity, no network."""
    root, refusal = parse(data, _NAMESPACE, "xml_not_camt053")
    if root is None or refusal is not None:
        return answer(None, (refusal,) if refusal is not None else ())
    statements = list(children(child(root, "BkToCstmrStmt"), "Stmt"))
    if len(statements) != 1:
        code = "statement_several" if statements else "statement_head_missing"
        return answer(None, (anomaly(code, field="record", found=str(len(statements)), expected="1"),))
    reader = _Reader(statements[0])
    statement = reader.statement()
    return answer(statement, reader.found, reader.places)


class _Reader:
    """One `Stmt` being read, with what was found."""

    def __init__(self, node: etree._Element) -> None:
        self.node = node
        self.found: list[Anomaly] = []
        self.places: dict[int, int] = {}

    def add(self, code: str, node: etree._Element | None, field: str, found: str | None = None, expected: str | None = None) -> None:
        line = 0 if node is None else line_of(node)
        self.found.append(anomaly(code, line=line, field=field, found=found, expected=expected))

    def statement(self) -> BankStatement | None:
        lines: list[BankLine] = []
        for entry in children(self.node, "Ntry"):
            if len(lines) > MAX_LINES:
                self.add("table_rows", entry, "file", expected=str(MAX_LINES))
                return None
            for line in self.entry(entry):
                self.places[len(lines)] = line_of(entry)
                lines.append(line)
        opening, opened = self.balance("OPBD", "PRCD", "opening")
        closing, closed = self.balance("CLBD", None, "closing")
        account = child(self.node, "Acct", "Id")
        number = text_at(account, "Othr", "Id") or text_at(account, "IBAN")
        opened_on = day_of(child(self.node, "FrToDt", "FrDtTm")) or opened
        closed_on = day_of(child(self.node, "FrToDt", "ToDtTm")) or closed
        if opened_on is None or closed_on is None:
            self.add("statement_day", self.node, "statement_days")
        if opening is None or closing is None or opened_on is None or closed_on is None:
            return None
        if any(one.severity == "error" for one in self.found):
            return None
        return BankStatement(number.replace(" ", ""), text_at(self.node, "Id"), opening, closing, opened_on, closed_on, tuple(lines))

    def balance(self, code: str, instead: str | None, field: str) -> tuple[Centimes | None, date | None]:
        """The balance of a code (or of the one that may stand for it), with its day."""
        by_code: dict[str, etree._Element] = {}
        for node in children(self.node, "Bal"):
            by_code.setdefault(text_at(node, "Tp", "CdOrPrtry", "Cd"), node)
        found = by_code.get(code)
        if found is None and instead is not None:
            found = by_code.get(instead)
        if found is None:
            self.add("statement_balance_missing", self.node, field, expected=code)
            return None, None
        return self.amount(found, field), day_of(child(found, "Dt"))

    def amount(self, node: etree._Element, field: str) -> Centimes | None:
        """The signed amount of a node that has `Amt` and `CdtDbtInd`."""
        value = child(node, "Amt")
        text, currency = text_at(value), "" if value is None else str(value.get("Ccy") or "")
        if currency != CURRENCY:
            self.add("statement_currency", node, field, currency, CURRENCY)
            return None
        amount = None if text[:1] in ("-", "+") else decimal_amount(text)
        sign = text_at(node, "CdtDbtInd")
        if amount is None or sign not in ("CRDT", "DBIT"):
            self.add("statement_amount", node, field, f"{text} {sign}".strip())
            return None
        return Centimes(-amount if sign == "DBIT" else amount)

    def entry(self, node: etree._Element) -> list[BankLine]:
        """The lines of an entry: one, or one for each of its details when their amounts are given and add up to it."""
        status = text_at(node, "Sts", "Cd") or text_at(node, "Sts")
        if status and status != "BOOK":
            self.add("statement_not_booked", node, "record", status)
            return []
        amount = self.amount(node, "bank_amount")
        booked_on = day_of(child(node, "BookgDt"))
        if booked_on is None:
            self.add("statement_day", node, "booked_on", text_at(node, "BookgDt", "Dt") or text_at(node, "BookgDt", "DtTm"))
        if amount is None or booked_on is None:
            return []
        value_on = day_of(child(node, "ValDt")) or booked_on
        details = list(children(child(node, "NtryDtls"), "TxDtls"))
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
            node = child(detail, "AmtDtls", "TxAmt", "Amt")
            node = child(detail, "Amt") if node is None else node
            part = decimal_amount(text_at(node))
            if part is None:
                return None
            parts.append(Centimes(part if amount >= 0 else -part))
        return parts if sum(parts) == amount else None

    def line(
        self, node: etree._Element, detail: etree._Element | None, amount: Centimes, booked_on: date, value_on: date, rank: str
    ) -> BankLine:
        ref = text_at(node, "AcctSvcrRef") or text_at(detail, "Refs", "AcctSvcrRef") or text_at(node, "NtryRef")
        party = child(detail, "RltdPties", "Dbtr")
        account = child(detail, "RltdPties", "DbtrAcct", "Id")
        remittance = child(detail, "RmtInf")
        end_to_end = text_at(detail, "Refs", "EndToEndId")
        reference = (
            text_at(remittance, "Strd", "CdtrRefInf", "Ref")
            or " ".join(text_at(part) for part in children(remittance, "Ustrd")).strip()
            or ("" if end_to_end == "NOTPROVIDED" else end_to_end)
            or text_at(node, "AddtlNtryInf")
        )
        flag = text_at(node, "RvslInd")
        if flag and flag not in _FLAGS:
            self.add("statement_flag", node, "is_return", flag)
        returned = _FLAGS.get(flag, False) or child(detail, "RtrInf") is not None
        proprietary = next((p for p in children(child(detail, "Refs"), "Prtry") if text_at(p, "Tp") == RETURNS), None)
        return BankLine(
            ref=f"{ref}{rank}" if ref else "",
            booked_on=booked_on,
            value_on=value_on,
            amount=amount,
            payer_name=text_at(party, "Nm") or text_at(party, "Pty", "Nm"),
            payer_account=(text_at(account, "Othr", "Id") or text_at(account, "IBAN")).replace(" ", ""),
            reference=reference,
            is_return=returned,
            returns_ref=text_at(proprietary, "Ref") or None,
        )
