"""Declarations as they were filed."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router

from mizan.doors.api.passport import ANYBODY
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Id, Left
from mizan.doors.api.rules import stated
from mizan.doors.api.scope import log_read, payer_asked
from mizan.doors.api.shapes.filings import (
    AbatementShown,
    AnomalyShown,
    DacLineShown,
    FilingOpened,
    FilingShown,
    FilingsShown,
    MovementShown,
    QuarterShown,
    WaitingShown,
)
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import FilingKept
from mizan.funds.people import queries as people
from mizan.kernel.periods import quarter_of

router = Router()
Limit = Annotated[int, Query(50, ge=1, le=200)]


@router.get("/filings", **stated({200: FilingsShown}, scope="read", roles=ANYBODY, missing=True))
def filings(
    request: HttpRequest,
    limit: Limit,
    employer_id: Query[Id | Left] = None,
    form: Query[Literal["DAS", "DAC", "DAA"] | Left] = None,
    before: Query[Id | Left] = None,
) -> FilingsShown:
    """The declarations of one employer or self-employed person, newest first. Who declares for one need not name it."""
    payer = payer_asked(request, employer_id)
    found = queries.filings_of(payer, form=form, limit=limit, before=before)
    following = found[-1].id if len(found) == limit else None
    return FilingsShown(filings=[FilingShown.from_orm(filing) for filing in found], next=following)


@router.get("/filings/{filing_id}", **stated({200: FilingOpened}, scope="read", roles=ANYBODY, missing=True))
def filing(request: HttpRequest, filing_id: Id) -> FilingOpened:
    """One declaration with every anomaly, the lines left out and the annexes. The reading is logged: it shows people."""
    found = queries.filing_on(filing_id)
    if found is None:
        raise Stop(404)
    log_read(request, ("filing", filing_id))
    return FilingOpened(
        filing=FilingShown.from_orm(found.filing),
        anomalies=[AnomalyShown.from_orm(anomaly) for anomaly in found.anomalies],
        waiting=[WaitingShown(line=line, text=text) for line, text in found.waiting],
        dac_lines=[DacLineShown.from_orm(line) for line in found.dac_lines],
        abatements=[AbatementShown.from_orm(abatement) for abatement in found.abatements],
        movements=[MovementShown.from_orm(movement) for movement in found.movements],
        superseded_lines=found.superseded_lines,
        quarter=_quarter(request, found.filing),
    )


def _quarter(request: HttpRequest, filing: FilingKept) -> QuarterShown | None:
    """The wage lines of the quarter of a periodic declaration; none where they are not the caller's to see."""
    if filing.form != "DAC" or people.employer_of(filing.employer_id) is None:
        return None
    reading = queries.das_lines_of_quarter(filing.employer_id, quarter_of(filing.period_start))
    if reading.lines:
        log_read(request, ("employer", filing.employer_id))
    return QuarterShown.from_orm(reading)
