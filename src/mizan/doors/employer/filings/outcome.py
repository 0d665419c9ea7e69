"""The return of a declaration as people read it: what became of it, and each thing found, with what to put there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import StreamingHttpResponse

from mizan.doors import sources, wording
from mizan.doors.employer.desk import OUTCOME_TONES
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Row, Table, Tone, columns, status, text
from mizan.doors.whole_return import SAVED, whole_return
from mizan.formats.anomalies import Anomaly, counts_of, field_name
from mizan.funds.contributions.types import AnomalyKept, FilingDetail, FilingReceipt

SHOWN = 200
SEVERITY_TONES: dict[str, Tone] = {"error": "late", "warning": "soon", "info": "info"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a page says of a return: its words, its counts, and the findings to show."""

    code: str
    words: str
    tone: Tone
    lines: int
    taken: int
    counts: dict[str, int]
    table: Table
    total: int
    whole: Mapping[str, object] | None = None

    @property
    def waiting(self) -> int:
        """Lines that wait for a correction."""
        return self.lines - self.taken

    @property
    def left_out(self) -> int:
        """Findings beyond those shown."""
        return self.total - len(self.table.rows)


def of_receipt(receipt: FilingReceipt, lang: Lang) -> Outcome:
    """The return of a deposit that was not kept: a test or a refusal."""
    findings, total = [_kept(one) for one in receipt.anomalies[:SHOWN]], len(receipt.anomalies)
    counts = Counter({severity.value: count for severity, count in counts_of(receipt.anomalies).items()})
    outcome = _outcome(receipt.outcome.value, receipt.lines, receipt.taken, findings, counts, total, lang)
    if total > SAVED:
        return outcome
    return replace(outcome, whole={**head_of(receipt), "anomalies": [anomaly.to_json() for anomaly in receipt.anomalies]})


def head_of(receipt: FilingReceipt) -> dict[str, object]:
    """The return without its findings."""
    return {"outcome": receipt.outcome.value, "lines": receipt.lines, "taken": receipt.taken, "anomalies": []}


def file_of(receipt: FilingReceipt, kind: str, lang: Lang) -> StreamingHttpResponse:
    """The whole return of a deposit that was not kept, as a file."""
    return whole_return(head_of(receipt), receipt.anomalies, kind, table_of((), lang).columns, lambda one: _row(_kept(one), lang))


def _kept(a: Anomaly) -> AnomalyKept:
    return AnomalyKept(a.line, a.field, a.code, a.severity.value, a.message, a.basis, a.found or "", a.expected or "")


def of_filing(detail: FilingDetail, lang: Lang, *, severity: str = "", page: int = 1) -> Outcome:
    """The return of a declaration that was kept, one page of findings of one severity (all when empty)."""
    counts = Counter(anomaly.severity for anomaly in detail.anomalies)
    chosen = [anomaly for anomaly in detail.anomalies if severity in ("", anomaly.severity)]
    kept, start = detail.filing, (page - 1) * SHOWN
    return _outcome(kept.outcome.value, kept.lines, kept.taken, chosen[start : start + SHOWN], counts, len(chosen), lang)


def _outcome(code: str, lines: int, taken: int, findings: Sequence[AnomalyKept], counts: Counter[str], total: int, lang: Lang) -> Outcome:
    words = wording.text(f"outcome.{code}", lang)
    by_severity = {severity: counts[severity] for severity in SEVERITY_TONES if counts[severity]}
    return Outcome(code, words, OUTCOME_TONES[code], lines, taken, by_severity, table_of(findings, lang), total)


def table_of(findings: Iterable[AnomalyKept], lang: Lang, *, export: str = "") -> Table:
    """The findings as a table: line, field, what is wrong and on which basis, what was found, what was expected."""
    names = ("line#", "field", "severity", "message", "found", "expected")
    return Table(
        "anomalies",
        wording.text("employer.anomalies.caption", lang),
        columns(lang, "employer.anomalies", *names),
        tuple(_row(finding, lang) for finding in findings),
        export=export,
        empty=wording.text("employer.anomalies.none", lang),
    )


def _row(finding: AnomalyKept, lang: Lang) -> Row:
    where = text(wording.text("employer.anomalies.header", lang)) if finding.line == 0 else Cell("number", finding.line)
    cells = (
        where,
        text(field_name(finding.field, lang)),
        status(wording.text(f"severity.{finding.severity}", lang), SEVERITY_TONES[finding.severity]),
        text(finding.message[lang], note=f"{finding.code} · {sources.short(finding.basis, lang)}"),
        Cell("code", finding.found),
        Cell("code", finding.expected),
    )
    return Row(cells, "late" if finding.severity == "error" else "")
