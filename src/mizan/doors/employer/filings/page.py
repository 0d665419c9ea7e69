"""Declarations filed: the list, one with its return, and the return as a file."""

from __future__ import annotations

import json

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.due_story import LINES_SHOWN, state_cell, wages_table
from mizan.doors.employer.desk import ACCOUNTANT, OUTCOME_TONES, OWN_DECLARATION, employer_here
from mizan.doors.employer.filings.outcome import SEVERITY_TONES, SHOWN, of_filing, table_of
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.access import queries as access
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import FilingDetail, FilingKept
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.periods import quarter_of


def _table(visit: Visit, employer: EmployerKnown, filings: tuple[FilingKept, ...]) -> Table:
    lang = visit.lang
    rows = []
    for filing in filings:
        href = visit.address("employer:filing", number=employer.number, filing_id=filing.id)
        outcome = filing.outcome.value
        cells = (
            tables.code(filing.receipt_no, href=href),
            tables.text(wording.text(f"form.{filing.form}", lang)),
            tables.period(filing.period_key),
            tables.text(wording.text(f"filing_kind.{filing.kind}", lang)),
            tables.moment(filing.filed_at),
            tables.number(filing.taken, href=f"{href}/lines" if filing.form == "DAS" and filing.taken else ""),
            tables.status(wording.text(f"outcome.{outcome}", lang), OUTCOME_TONES[outcome]),
        )
        rows.append(Row(cells))
    heads = columns(lang, "employer.filings", "receipt", "form", "period", "kind", "filed_at", "taken#", "outcome")
    caption, empty = (wording.text(f"employer.filings.{name}", lang) for name in ("caption", "none"))
    return Table("filings", caption, heads, tuple(rows), empty=empty)


@page(ACCOUNTANT)
def filings(visit: Visit, number: str) -> HttpResponse:
    """Every declaration of the employer, newest first."""
    employer = employer_here(visit, number)
    table = _table(visit, employer, queries.filings_of(employer.id))
    return visit.page("employer/filings/list.html", {"employer": employer, "table": table})


def _opened(visit: Visit, employer: EmployerKnown, filing_id: int, route: str) -> FilingDetail:
    """The declaration, its reading logged first: what was found in it and its annexes name people."""
    found = queries.filing_on(filing_id)
    if found is None or found.filing.employer_id != employer.id:
        raise Missing(filing_id)
    record_read(purpose=OWN_DECLARATION, subject=("filing", filing_id), route=route, by=visit.account_id, at=visit.now)
    return found


@page(ACCOUNTANT)
def filing(visit: Visit, number: str, filing_id: int) -> HttpResponse:
    """One declaration: its return, what it made due, its other versions."""
    employer = employer_here(visit, number)
    detail = _opened(visit, employer, filing_id, "employer:filing")
    severity = visit.request.GET.get("severity", "")
    severity = severity if severity in SEVERITY_TONES else ""
    here = visit.request.GET.get("page", "1")
    shown = max(1, int(here)) if here.isascii() and here.isdigit() and len(here) < 6 else 1
    outcome = of_filing(detail, visit.lang, severity=severity, page=shown)
    pages = -(-outcome.total // SHOWN)
    context = {
        "employer": employer,
        "detail": detail,
        "filing": detail.filing,
        "outcome": outcome,
        "filters": _filters(visit, outcome.counts, severity),
        "pages": pages if pages > 1 else 0,
        "here": shown,
        "severity": severity,
        "facts": _facts(visit, detail.filing, employer),
        "dues": _dues(visit, employer, filing_id),
        "versions": _versions(visit, employer, detail.filing),
        "annexes": _annexes(visit, detail),
        **_wages(visit, detail.filing),
    }
    return visit.page("employer/filings/page.html", context)


def _filters(visit: Visit, counts: dict[str, int], severity: str) -> list[dict[str, object]]:
    if len(counts) < 2:
        return []  # one kind alone needs no choice
    items: list[dict[str, object]] = [
        {"text": wording.text("common.all", visit.lang), "href": "?", "current": not severity, "count": sum(counts.values())}
    ]
    for name, count in counts.items():
        text = wording.text(f"severity.{name}", visit.lang)
        items.append({"text": text, "href": f"?severity={name}", "count": count, "current": name == severity})
    return items


def _facts(visit: Visit, filing: FilingKept, employer: EmployerKnown) -> list[dict[str, object]]:
    who = access.names_of([filing.filed_by]).get(filing.filed_by)
    lang = visit.lang
    values: list[tuple[str, str, object]] = [
        ("receipt", "code", filing.receipt_no),
        ("form", "text", wording.text(f"form.{filing.form}", lang)),
        ("period", "period", filing.period_key),
        ("kind", "text", wording.text(f"filing_kind.{filing.kind}", lang)),
        ("filed_at", "moment", filing.filed_at),
        ("filed_by", "text", getattr(who, f"name_{lang}", "") if who else ""),
        ("lines", "number", filing.lines),
        ("taken", "number", filing.taken),
    ]
    facts = [{"label": wording.text(f"employer.filings.{name}", lang), "kind": kind, "value": value} for name, kind, value in values]
    lines = visit.address("employer:filing-lines", number=employer.number, filing_id=filing.id)
    for number, base in enumerate(filing.quarter_bases or (), start=1):
        quarter = shown.period(f"{filing.period_key}-Q{number}", lang)
        facts.append(
            {"label": wording.text("employer.filings.quarter", lang, quarter=quarter), "kind": "amount", "value": base, "href": lines}
        )
    return facts


def _dues(visit: Visit, employer: EmployerKnown, filing_id: int) -> Table | None:
    found = queries.dues_of(employer.id, filing_id=filing_id)
    if not found:
        return None
    rows = []
    for due in found:
        href = visit.address("employer:due", number=employer.number, due_id=due.id)
        cells = (
            tables.code(due.code, href=href, note=wording.text(f"due_kind.{due.kind}", visit.lang)),
            tables.amount(due.base, href=f"{href}#wages"), tables.amount(due.amount, href=href),
            tables.day(due.due_on), state_cell(due, visit),
        )  # fmt: skip
        rows.append(Row(cells))
    heads = columns(visit.lang, "employer.dues", "code", "base#", "amount#", "due_on", "state")
    return Table("filing-dues", wording.text("employer.filings.dues", visit.lang), heads, tuple(rows))


def _versions(visit: Visit, employer: EmployerKnown, filing: FilingKept) -> Table | None:
    same = tuple(
        other
        for other in queries.filings_of(employer.id, form=filing.form)
        if other.period_key == filing.period_key and other.id != filing.id
    )
    return _table(visit, employer, same) if same else None


def _wages(visit: Visit, filing: FilingKept) -> dict[str, object]:
    """The wage lines of the yearly declaration in the quarter of a periodic one, a nil one too; nothing for a yearly one."""
    if filing.form != "DAC":
        return {}
    quarter = quarter_of(filing.period_start)
    reading = queries.das_lines_of_quarter(filing.employer_id, quarter)
    if reading.lines:
        record_read(
            purpose=OWN_DECLARATION, subject=("employer", filing.employer_id), route="employer:filing", by=visit.account_id, at=visit.now
        )
    return {
        "quarter": shown.period(quarter, visit.lang),
        "wages": wages_table(reading, visit.lang, named=True) if reading.lines else None,
        "hidden": max(0, len(reading.lines) - LINES_SHOWN),
    }


def _annexes(visit: Visit, detail: FilingDetail) -> list[Table]:
    lang = visit.lang
    found = []
    if detail.abatements:
        rows = tuple(
            Row((tables.code(a.code), tables.code(a.nss), tables.text(a.name), tables.amount(a.base), tables.code(a.decision_no),
                 tables.day(a.starts_on), tables.day(a.ends_on)))
            for a in detail.abatements
        )  # fmt: skip
        heads = columns(lang, "employer.annex", "code", "nss", "name", "base#", "decision", "starts_on", "ends_on")
        found.append(Table("abatements", wording.text("employer.annex.abatements", lang), heads, rows))
    if detail.movements:
        rows = tuple(
            Row((tables.text(wording.text(f"employer.annex.sense_{m.sense}", lang)), tables.code(m.nss), tables.text(m.name),
                 tables.day(m.moved_on), tables.text(m.note)))
            for m in detail.movements
        )  # fmt: skip
        heads = columns(lang, "employer.annex", "sense", "nss", "name", "moved_on", "note")
        found.append(Table("movements", wording.text("employer.annex.movements", lang), heads, rows))
    return found


@page(ACCOUNTANT)
def download(visit: Visit, number: str, filing_id: int, kind: str) -> HttpResponse:
    """The return of a declaration as JSON (the shape of `mizan das check --json`) or CSV."""
    employer = employer_here(visit, number)
    detail = _opened(visit, employer, filing_id, "employer:filing-file")
    filing = detail.filing
    name = f"{filing.receipt_no}.{kind}"
    if kind == "csv":
        return visit.file(table_of(detail.anomalies, visit.lang).as_csv(), name)
    found = [
        {"line": a.line, "field": a.field, "code": a.code, "severity": a.severity, "message": dict(a.message), "basis": a.basis,
         "found": a.found or None, "expected": a.expected or None}
        for a in detail.anomalies
    ]  # fmt: skip
    whole = {"outcome": filing.outcome.value, "lines": filing.lines, "taken": filing.taken, "anomalies": found}
    return visit.file(json.dumps(whole, ensure_ascii=False, indent=1), name, "application/json")
