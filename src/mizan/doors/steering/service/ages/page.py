"""The files that wait: how many, since when, against the day promised; by fund, procedure, agency, step, and whom they wait for."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.service.desk import (
    NUMBERED,
    READERS,
    Asked,
    asked,
    frame,
    kind_words,
    query,
    step_words,
)
from mizan.doors.tables import Row, Table, columns
from mizan.funds.people.queries import agencies
from mizan.funds.procedures.queries import log_waiting, measured, numbers_of
from mizan.funds.procedures.service import KEYS, ages_of, bucket_of, late_of, unanswered
from mizan.funds.procedures.types import Age, Bucket, Case
from mizan.kernel.funds import Fund

BUCKETS = tuple(Bucket)
SHOWN = 200


@page(*READERS)
def ages(visit: Visit) -> HttpResponse:
    """Counts by age against the promise; each opens its files for who may read their numbers."""
    wanted = asked(visit)
    by = _by(visit)
    log = log_waiting(until=wanted.until, fund=wanted.fund)
    year = measured(wanted.year, wanted.fund, at=wanted.until)
    found = ages_of(log.cases, by, visit.today)
    table = _table(visit, wanted, by, found)
    if visit.request.GET.get("export") == "csv":
        return visit.file(table.as_csv(), f"service-{by}-{visit.today.isoformat()}.csv")
    context = {
        **frame(visit, wanted, "ages"),
        "table": table,
        "waiting": year.open,
        "late": year.past_promise,
        "answered": year.answered,
        "in_time": year.in_time * 1_000_000 // year.answered if year.answered else None,
        "delay": year.delay.median if year.delay else None,
        "delay_p90": year.delay.p90 if year.delay else None,
        "steps": year.steps.median if year.steps else None,
        "since": wanted.year.start,
        "bys": [
            {
                "text": wording.text(f"service.by.{name}", visit.lang),
                "href": visit.address("service:ages") + query(fund=wanted.fund, by=name if name != "procedure" else ""),
                "current": name == by,
                "count": None,
            }
            for name in ("procedure", "agency", "step", "waits_for", "fund")
        ],
        "numbered": _numbered(visit),
    }
    return visit.page("steering/service/ages/page.html", context)


@page(*NUMBERED)
def files(visit: Visit) -> HttpResponse:
    """The files behind a count, the one promised first first: case numbers, never a name."""
    wanted = asked(visit)
    by, key, bucket = _by(visit), visit.request.GET.get("key", ""), visit.request.GET.get("bucket", "")
    if bucket and bucket not in set(Bucket):
        raise Missing(bucket)
    of = visit.request.GET.get("of", "")
    cases = [
        case
        for case in unanswered(log_waiting(until=wanted.until, fund=wanted.fund).cases)
        if _chosen(case, by, of, key) and (not bucket or bucket_of(case, visit.today) == bucket)
    ]
    title = wording.text("service.files.title", visit.lang)
    context = {
        **frame(visit, wanted, "ages"),
        "title": title,
        "lead": wording.text("service.files.lead", visit.lang),
        "crumbs": [
            {"text": wording.text("service.ages.title", visit.lang), "href": visit.address("service:ages") + query(fund=wanted.fund)},
            {"text": title, "href": ""},
        ],
        "funds": [],
        "table": _files(visit, cases[:SHOWN]),
        "count": len(cases),
        "most": SHOWN if len(cases) > SHOWN else None,
    }
    return visit.page("steering/service/ages/files.html", context)


def _by(visit: Visit) -> str:
    name = visit.request.GET.get("by", "procedure")
    return name if name in KEYS else "procedure"


def _numbered(visit: Visit) -> bool:
    return bool(visit.roles & set(NUMBERED))


def _chosen(case: Case, by: str, of: str, key: str) -> bool:
    """Whether a case is of the line opened; with no line (`key` not in the address), every case is."""
    fund, name = KEYS[by](case)
    return (not of and not key) or (name == key and of == (fund.value if fund else "-"))


def _table(visit: Visit, wanted: Asked, by: str, found: tuple[Age, ...]) -> Table:
    numbered, address = _numbered(visit), visit.address("service:files")

    def count(age: Age | None, bucket: Bucket | None, number: int) -> tables.Cell:
        line = {} if age is None else {"by": by, "of": age.fund or "-", "key": age.key}
        href = address + query(fund=wanted.fund, bucket=bucket, **line) if numbered and number else ""
        return tables.number(number, href=href)

    rows = [
        Row(
            (
                _name(visit, by, age),
                count(age, None, age.total),
                *(count(age, bucket, age.buckets[bucket]) for bucket in BUCKETS),
                tables.number(age.oldest),
            ),
            "late" if late_of(age) else "",
        )
        for age in found
    ]
    sums = {bucket: sum(age.buckets[bucket] for age in found) for bucket in BUCKETS}
    foot = (
        tables.text(wording.text("common.total", visit.lang)),
        count(None, None, sum(sums.values())),
        *(count(None, bucket, sums[bucket]) for bucket in BUCKETS),
        tables.number(max((age.oldest for age in found), default=None)),
    )
    heads = columns(visit.lang, "service.column", by, "total#", *(f"{bucket.value}#" for bucket in BUCKETS), "oldest#")
    export = query(fund=wanted.fund, by=by, export="csv")
    caption, empty = (wording.text(f"service.ages.{name}", visit.lang) for name in ("caption", "none"))
    return Table("ages", caption, heads, tuple(rows), foot if rows else (), export=export, empty=empty)


def _name(visit: Visit, by: str, age: Age) -> tables.Cell:
    fund = wording.text(f"fund.{age.fund.value}", visit.lang) if age.fund else ""
    if by == "procedure":
        return tables.text(kind_words(age.key, visit.lang), note=fund)
    if by == "agency":
        return tables.text(agency_words(visit, age.key), note=fund)
    if by == "fund":
        return tables.text(fund)
    prefix = "step" if by == "step" else "awaited"
    return tables.text(wording.text(f"service.{prefix}.{age.key}", visit.lang))


def agency_words(visit: Visit, code: str) -> str:
    """An agency by its name; a file that names none is at the fund's own desk."""
    if not code:
        return wording.text("service.no_agency", visit.lang)
    named = next((one for one in agencies(on=visit.today) if one.code == code), None)
    return code if named is None else (named.name_ar if visit.lang == "ar" else named.name_fr)


def _files(visit: Visit, cases: list[Case]) -> Table:
    numbers = numbers_of(case.id for case in cases)
    rows = [
        Row(
            (
                tables.code(numbers.get(case.id, "")),
                tables.text(kind_words(case.kind, visit.lang), note=wording.text(f"fund.{Fund(case.fund).value}", visit.lang)),
                tables.day(case.received_on),
                tables.day(case.promised_on),
                tables.text(step_words(case.state, visit.lang)),
                tables.text(wording.text(f"service.awaited.{case.waits_for.value}", visit.lang) if case.waits_for else ""),
                tables.number((visit.today - case.received_on).days),
            ),
            "late" if case.promised_on < visit.today else "",
        )
        for case in cases
    ]
    heads = columns(visit.lang, "service.column", "number", "procedure", "received", "promised", "step", "waits_for", "age#")
    caption, empty = wording.text("service.files.caption", visit.lang), wording.text("service.ages.none", visit.lang)
    return Table("files", caption, heads, tuple(rows), empty=empty)
