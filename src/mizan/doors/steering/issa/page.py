"""The guidelines line by line: what each asks, where it stands today, and what shows it. Nobody can write here that something is done."""

from __future__ import annotations

import logging
from collections import Counter
from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.urls import resolve

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page, rule_of
from mizan.doors.steering.desk import READERS
from mizan.doors.steering.issa import evidence
from mizan.doors.steering.issa.evidence import Evidence
from mizan.doors.steering.issa.rows import Guideline, guidelines
from mizan.doors.tables import Cell, Row, Table, Tone, columns

log = logging.getLogger(__name__)
TONES: dict[str, Tone] = {"shown": "done", "not_shown": "soon", "not_covered": "quiet", "failed": "late"}


class Answer(NamedTuple):
    """A line with its state and what was found.

    "shown", "not_shown" (its question found nothing), "failed" (it could not be asked), "not_covered": there is none, and it says why.
    """

    line: Guideline
    state: str
    found: Evidence | None


@page(*READERS)
def issa(visit: Visit) -> HttpResponse:
    """Every line of the guidelines, answered now for this reader."""
    answers = [answered(visit, line) for line in guidelines()]
    sums = Counter(one.state for one in answers)
    groups = list(dict.fromkeys(one.line.group for one in answers))
    every = [_table(visit, group, [one for one in answers if one.line.group == group]) for group in groups]
    if visit.request.GET.get("export") == "csv":
        whole = Table("issa", "", every[0].columns, tuple(row for one in every for row in one.rows))
        return visit.file(whole.as_csv(), f"issa-{visit.today.isoformat()}.csv")
    context = {"tables": every, "all": len(answers), **{name: sums[name] for name in TONES}}
    return visit.page("steering/issa/page.html", context)


def answered(visit: Visit, line: Guideline) -> Answer:
    """Ask what shows a line. Nothing found is not shown; a question the database can not answer failed; no question, no cover."""
    asks = evidence.EVIDENCE.get(line.id)
    if asks is None:
        return Answer(line, "not_covered", None)
    try:
        # A savepoint of its own: what fails leaves the other lines whole.
        with transaction.atomic():
            found = asks(visit)
    except DatabaseError:
        log.exception("the evidence of %s could not be asked", line.id)
        return Answer(line, "failed", None)
    return Answer(line, "shown" if found else "not_shown", found)


def _table(visit: Visit, group: str, answers: list[Answer]) -> Table:
    lang = visit.lang
    rows = [
        Row(
            (
                tables.code(one.line.id),
                tables.text(one.line.words[lang], href=one.line.source),
                tables.status(wording.text(f"issa.state.{one.state}", lang), TONES[one.state]),
                _found(visit, one),
            )
        )
        for one in answers
    ]
    heads = columns(lang, "issa.column", "line", "asks", "state", "found")
    return Table(f"issa-{group}", wording.text(f"issa.group.{group}", lang), heads, tuple(rows), sortable=False)


def _found(visit: Visit, answer: Answer) -> Cell:
    """What was found, opening the page that shows it where the reader may; or why nothing can be."""
    found = answer.found
    if found is None:
        return tables.text(wording.text(f"issa.lacks.{answer.line.lacks}", visit.lang) if answer.state == "not_covered" else "")
    href = visit.address(found.page, **found.asks)
    rule = rule_of(resolve(href).func)
    return tables.text(found.words, href=href + found.query if rule.public or rule.roles & visit.roles else "")
