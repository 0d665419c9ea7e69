"""The rules of a yearly base declaration: the same for a table and for what is keyed in."""

from typing import Final

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.daa.types import DaaReturn
from mizan.kernel.identifiers import check_nss, nss_key
from mizan.kernel.money import MAX_CENTIMES

KINDS = ("normal", "rectifying")
ACTIVITY_FIRST_YEAR: Final = 2016
"""The first year whose declaration day the law tells."""
LAST_YEAR: Final = 2999


def check(declaration: DaaReturn, *, line: int = 1) -> tuple[Anomaly, ...]:
    """Everything wrong with a declaration by itself; `line` is where it stands in its table."""
    found = list(_number(declaration.nss, line))
    if not ACTIVITY_FIRST_YEAR <= declaration.year <= LAST_YEAR:
        found.append(anomaly("daa_year", line=line, field="daa_year", found=str(declaration.year), expected=str(ACTIVITY_FIRST_YEAR)))
    if not 0 <= declaration.income <= MAX_CENTIMES:
        found.append(anomaly("daa_income", line=line, field="daa_income", found=str(declaration.income)))
    if declaration.kind not in KINDS:
        found.append(anomaly("daa_kind", line=line, field="daa_kind", found=declaration.kind, expected=", ".join(KINDS)))
    return tuple(found)


def _number(nss: str, line: int) -> list[Anomaly]:
    found = []
    for finding in check_nss(nss):
        if finding.severity == "error":
            well_formed = len(nss) == 12 and nss.isascii() and nss.isdigit()
            key = nss_key(nss[:10]) if well_formed else None
            if key is not None:
                found.append(anomaly("daa_nss_key", line=line, field="nss", found=nss, expected=f"{nss[:10]}{key:02d}"))
            else:
                found.append(anomaly("daa_nss_form", line=line, field="nss", found=nss))
    return found
