"""What the bank says was not paid: the status report (pain.002), or the returned credits of a statement (camt.053)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from lxml import etree

from mizan.formats.anomalies import Anomaly, Outcome, anomaly, outcome_of
from mizan.formats.iso20022 import CURRENCY, child, children, line_of, parse, text_at
from mizan.formats.payments.checks import LONGEST_REF
from mizan.formats.payments.types import Returned, ReturnsCheck
from mizan.formats.statement.rules import decimal_amount

MAX_RETURNS = 500_000
_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(?:pain\.002|camt\.053)\.001\.[0-9]{2}", re.ASCII)
_REJECTED, _KNOWN = (
    "RJCT",
    frozenset({"RJCT", "ACCP", "ACSP", "ACSC", "ACTC", "ACWC", "ACCC", "ACWP", "PDNG", "RCVD", "PATC", "PART", "CANC"}),
)
_CODE = re.compile(r"[A-Z0-9]{2,4}", re.ASCII)
NO_CODE = "NARR"
"""The code of a reason told in words only."""


def read(data: bytes) -> ReturnsCheck:
    """Read a file of returns, whatever its bytes; it is taken whole or refused with every anomaly. No DTD, no entity, no network."""
    root, refusal = parse(data, _NAMESPACE, "xml_not_returns")
    digest = hashlib.sha256(data).hexdigest()
    if root is None or refusal is not None:
        return ReturnsCheck(Outcome.REFUSED, (), (refusal,) if refusal is not None else (), digest)
    found: list[Anomaly] = []
    report = child(root, "CstmrPmtStsRpt")
    group = child(report, "OrgnlGrpInfAndSts")
    whole = text_at(group, "GrpSts") == _REJECTED
    source = _statuses(report, found) if report is not None else _credits(child(root, "BkToCstmrStmt"), found)
    returned: list[Returned] = []
    seen: set[str] = set()
    for one in source:
        if len(returned) == MAX_RETURNS:
            found.append(anomaly("table_rows", line=one.line, field="file", expected=str(MAX_RETURNS)))
            break
        if one.ref in seen:
            found.append(anomaly("return_repeated", line=one.line, field="ref", found=one.ref))
        seen.add(one.ref)
        returned.append(one)
    if not returned and not whole and not found:
        found.append(anomaly("returns_none", field="file"))
    outcome = outcome_of(found)
    kept = () if outcome is Outcome.REFUSED else tuple(returned)
    return ReturnsCheck(outcome, kept, tuple(found), digest, text_at(group, "OrgnlMsgId"), whole)


def _statuses(report: etree._Element, found: list[Anomaly]) -> Iterator[Returned]:
    """The rejected transactions of a status report."""
    for payment in children(report, "OrgnlPmtInfAndSts"):
        for node in children(payment, "TxInfAndSts"):
            status = text_at(node, "TxSts")
            if status not in _KNOWN:
                found.append(anomaly("return_status", line=line_of(node), field="status", found=status))
            elif status == _REJECTED:
                yield from _one(node, text_at(node, "OrgnlEndToEndId"), "StsRsnInf", child(node, "OrgnlTxRef", "Amt", "InstdAmt"), found)


def _credits(message: etree._Element | None, found: list[Anomaly]) -> Iterator[Returned]:
    """The details of a statement that carry a reason of return."""
    for statement in children(message, "Stmt"):
        for entry in children(statement, "Ntry"):
            details = [detail for parent in children(entry, "NtryDtls") for detail in children(parent, "TxDtls")]
            for detail in details:
                if child(detail, "RtrInf") is None:
                    continue
                amount = child(detail, "AmtDtls", "TxAmt", "Amt")
                amount = child(detail, "Amt") if amount is None else amount
                amount = child(entry, "Amt") if amount is None and len(details) == 1 else amount
                yield from _one(detail, text_at(detail, "Refs", "EndToEndId"), "RtrInf", amount, found)


def _one(node: etree._Element, ref: str, reason: str, amount: etree._Element | None, found: list[Anomaly]) -> Iterator[Returned]:
    line = line_of(node)
    if not ref or len(ref) > LONGEST_REF:
        found.append(anomaly("return_ref", line=line, field="ref", found=ref))
        return
    value = None
    if amount is not None:
        value = decimal_amount(text_at(amount))
        if value is None or value <= 0 or amount.get("Ccy") != CURRENCY:
            found.append(
                anomaly("return_amount", line=line, field="bank_amount", found=f"{text_at(amount)} {amount.get('Ccy') or ''}".strip())
            )
            return
    code = text_at(node, reason, "Rsn", "Cd")
    words = text_at(node, reason, "AddtlInf") or text_at(node, reason, "Rsn", "Prtry")
    if code and _CODE.fullmatch(code) is None:
        found.append(anomaly("return_code", line=line, field="code", found=code))
        return
    yield Returned(ref, code or NO_CODE, words[:140], value, line)
