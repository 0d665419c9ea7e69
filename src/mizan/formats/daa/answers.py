"""What is said of a yearly declaration once the fund has looked: who declares, what is retained, what stands already."""

from datetime import date

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.daa.types import DaaReturn

_NOT_TAKEN = {"daa_already_filed": "daa_filed", "daa_nothing_to_rectify": "daa_nothing_to_rectify"}


def of_affiliation(declaration: DaaReturn, *, affiliated: bool, active: bool, today: date) -> tuple[Anomaly, ...]:
    """Whether there is an affiliation at this number (as far as the declarant sees), active in a year that has begun."""
    if not affiliated:
        return (anomaly("daa_unknown_person", line=1, field="nss", found=declaration.nss),)
    if declaration.year > today.year:
        return (anomaly("daa_future", line=1, field="daa_year", found=str(declaration.year)),)
    return () if active else (anomaly("daa_not_active", line=1, field="daa_year", found=str(declaration.year), nss=declaration.nss),)


def of_taking(declaration: DaaReturn, *, base: int, declare_by: date, on: date) -> tuple[Anomaly, ...]:
    """What is told of a declaration that is taken: another base retained (centimes) than the income, a day missed."""
    found: list[Anomaly] = []
    income = declaration.income
    if base > income:
        found.append(anomaly("daa_below_floor", line=1, field="daa_income", found=str(income), income=income, base=base))
    elif base < income:
        found.append(anomaly("daa_above_ceiling", line=1, field="daa_income", found=str(income), income=income, base=base))
    if declaration.kind == "normal" and on > declare_by:
        found.append(anomaly("daa_late", line=1, field="daa_year", found=on.isoformat(), expected=declare_by.isoformat()))
    return tuple(found)


def of_refusal(declaration: DaaReturn, code: str, *, line: int) -> Anomaly | None:
    """Why a row of a table was not taken, for the refusals that concern what stands already; None for any other."""
    said = _NOT_TAKEN.get(code)
    return None if said is None else anomaly(said, line=line, field="daa_year", found=str(declaration.year), nss=declaration.nss)
