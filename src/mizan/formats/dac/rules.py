"""The rules of a contribution declaration: the same for a file and for what is keyed in."""

import re
from collections import Counter
from datetime import date
from typing import Protocol

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.dac.types import AbatementLine, DacLine, DacReturn, Movement
from mizan.kernel.identifiers import check_employer_number, check_nss, nss_key
from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.periods import Period, parse_period
from mizan.kernel.refusals import Refused

GENERAL = "R22"
ABATED = ("R06", "R07")
WAGES = (GENERAL, *ABATED)
WORKS = "R98"
BUILDING = "R38"
CODES = (*WAGES, WORKS, BUILDING)
UNESTABLISHED = "R08"
KINDS = ("normal", "nil", "rectifying")

_PERIOD = re.compile(r"[0-9]{4}-(?:[0-9]{2}|Q[1-4])", re.ASCII)
MAX_WORKERS = 1_000_000


class Places(Protocol):
    """Where each part of a return stands: the line of its file."""

    def __call__(self, part: str, index: int) -> int:
        """The line of the `index`-th "line", "abatement" or "movement"."""
        ...


def _ranked(part: str, index: int) -> int:
    """In a keyed-in return each part counts its own lines from 1."""
    return index + 1


def check(dac: DacReturn, *, construction: bool | None = None, places: Places = _ranked) -> tuple[Anomaly, ...]:
    """Everything wrong with a declaration. `construction`: whether the employer owes R38 (None: not known here, not checked)."""
    found: list[Anomaly] = []
    period = _head(dac, found)
    if dac.kind == "nil":
        _nil(dac, found)
    else:
        _lines(dac, found, places)
        _sums(dac, construction, found, places)
        _abatements(dac, period, found, places)
    _movements(dac, period, found, places)
    return tuple(found)


def period_of(key: str) -> Period | None:
    """The month or quarter of a key; None where it is neither."""
    if _PERIOD.fullmatch(key) is None:
        return None
    try:
        return parse_period(key)
    except Refused:
        return None


def _head(dac: DacReturn, found: list[Anomaly]) -> Period | None:
    for finding in check_employer_number(dac.employer_number):
        code = "employer_number_form" if finding.severity == "error" else "employer_number_wilaya"
        shown = dac.employer_number if finding.severity == "error" else dac.employer_number[:2]
        found.append(anomaly(code, field="employer_number", found=shown))
    period = period_of(dac.period_key)
    if period is None:
        found.append(anomaly("dac_period", field="period", found=dac.period_key))
    if dac.kind not in KINDS:
        found.append(anomaly("dac_kind", field="dac_kind", found=dac.kind, expected=", ".join(KINDS)))
    for field, value in (("workers_total", dac.workers_total), ("hired", dac.hired), ("left", dac.left)):
        if not 0 <= value <= MAX_WORKERS:
            found.append(anomaly("dac_count", field=field, found=str(value)))
    for field, value, sense in (("hired", dac.hired, "E"), ("left", dac.left, "S")):
        listed = sum(movement.sense == sense for movement in dac.movements)
        if value != listed:
            found.append(anomaly("dac_movements_count", field=field, found=str(value), expected=str(listed)))
    return period


def _nil(dac: DacReturn, found: list[Anomaly]) -> None:
    total = sum(line.base for line in dac.lines)
    if dac.abatements or total:
        found.append(anomaly("dac_nil_with_lines", field="dac_kind", found="nil", base=total))
    if dac.workers_total:
        found.append(anomaly("dac_nil_with_workers", field="workers_total", found=str(dac.workers_total), expected="0"))


def _lines(dac: DacReturn, found: list[Anomaly], places: Places) -> None:
    if not dac.lines:
        found.append(anomaly("dac_no_lines", field="line_code"))
    seen: set[str] = set()
    for index, line in enumerate(dac.lines):
        place = places("line", index)
        if line.code == UNESTABLISHED:
            found.append(anomaly("rate_not_established", line=place, field="line_code", found=line.code))
        elif line.code not in CODES:
            found.append(anomaly("dac_code", line=place, field="line_code", found=line.code, expected=", ".join(CODES)))
        if line.code in seen:
            found.append(anomaly("dac_code_repeated", line=place, field="line_code", found=line.code))
        seen.add(line.code)
        if not 0 <= line.base <= MAX_CENTIMES:
            found.append(anomaly("dac_base", line=place, field="line_base", found=str(line.base), base=line.base))


def _sums(dac: DacReturn, construction: bool | None, found: list[Anomaly], places: Places) -> None:
    """R98, and R38 in construction, bear on the sum of the other bases."""
    total = sum(line.base for line in dac.lines if line.code in WAGES)
    index_of = {line.code: index for index, line in enumerate(dac.lines)}
    for code, owed in ((WORKS, True), (BUILDING, construction)):
        if code not in index_of:
            if owed and dac.lines:
                missing = "dac_r98_missing" if code == WORKS else "dac_r38_missing"
                found.append(anomaly(missing, field="line_code", found=code, expected=_decimal(total), base=total))
            continue
        line, place = dac.lines[index_of[code]], places("line", index_of[code])
        if code == BUILDING and construction is False:
            found.append(anomaly("dac_r38_not_owed", line=place, field="line_code", found=code))
        if line.base != total:
            expected = _decimal(total)
            found.append(
                anomaly(
                    "dac_sum_differs", line=place, field="line_base", found=_decimal(line.base), expected=expected,
                    code=code, base=line.base, sum=total,
                )
            )  # fmt: skip


def _decimal(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def _abatements(dac: DacReturn, period: Period | None, found: list[Anomaly], places: Places) -> None:
    declared = {line.code: (index, line) for index, line in enumerate(dac.lines)}
    for code in ABATED:
        listed = sum(one.base for one in dac.abatements if one.code == code)
        index, line = declared.get(code, (0, DacLine(code, 0)))
        if line.base != listed:
            place = places("line", index) if code in declared else 0
            found.append(
                anomaly(
                    "dac_abatement_sum", line=place, field="line_base", found=_decimal(line.base), expected=_decimal(listed),
                    code=code, base=line.base, sum=listed,
                )
            )  # fmt: skip
    seen: Counter[tuple[str, str, str]] = Counter()
    for index, one in enumerate(dac.abatements):
        _abatement(one, period, found, places("abatement", index))
        key = (one.code, one.nss, one.decision_no)
        if seen[key]:
            found.append(anomaly("dac_abatement_repeated", line=places("abatement", index), field="nss", found=one.nss))
        seen[key] += 1


def _abatement(one: AbatementLine, period: Period | None, found: list[Anomaly], place: int) -> None:
    if one.code not in ABATED:
        found.append(anomaly("dac_abatement_code", line=place, field="line_code", found=one.code, expected=", ".join(ABATED)))
    _nss(one.nss, found, place)
    if not one.name:
        found.append(anomaly("dac_name_missing", line=place, field="person_name"))
    if one.birth is None:
        found.append(anomaly("dac_birth_missing", line=place, field="birth_date"))
    if not 0 < one.base <= MAX_CENTIMES:
        found.append(anomaly("dac_base", line=place, field="line_base", found=str(one.base), base=one.base))
    if not one.decision_no:
        found.append(anomaly("dac_decision_missing", line=place, field="decision_no"))
    if one.starts_on is None or one.ends_on is None:
        found.append(anomaly("dac_decision_days_missing", line=place, field="decision_days"))
    elif one.ends_on <= one.starts_on:
        days = f"{one.starts_on.isoformat()} / {one.ends_on.isoformat()}"
        found.append(anomaly("dac_decision_days", line=place, field="decision_days", found=days))
    elif period is not None and not _meets(period, one.starts_on, one.ends_on):
        days = f"{one.starts_on.isoformat()} / {one.ends_on.isoformat()}"
        found.append(anomaly("dac_decision_not_running", line=place, field="decision_days", found=days, expected=period.key))


def _meets(period: Period, starts_on: date, ends_on: date) -> bool:
    return starts_on < period.end and period.start < ends_on


def _nss(nss: str, found: list[Anomaly], place: int) -> None:
    for finding in check_nss(nss):
        code = "nss_form" if finding.code in ("nss_digits", "nss_length") else finding.code
        expected = f"{nss[:10]}{nss_key(nss[:10]):02d}" if code == "nss_key" else None
        found.append(anomaly(code, line=place, field="nss", found=nss, expected=expected))


def _movements(dac: DacReturn, period: Period | None, found: list[Anomaly], places: Places) -> None:
    seen: Counter[Movement] = Counter()
    for index, movement in enumerate(dac.movements):
        place = places("movement", index)
        if movement.nss or movement.sense == "S":
            _nss(movement.nss, found, place)
        else:
            # A person hired for the first time has no number before the fund gives one.
            found.append(anomaly("dac_nss_awaited", line=place, field="nss"))
        if not movement.name:
            found.append(anomaly("dac_name_missing", line=place, field="person_name"))
        if movement.sense not in ("E", "S"):
            found.append(anomaly("dac_sense", line=place, field="sense", found=movement.sense, expected="E, S"))
        if movement.on is None:
            found.append(anomaly("dac_movement_day", line=place, field="movement_on"))
        elif period is not None and not period.has(movement.on):
            day = movement.on.isoformat()
            found.append(anomaly("dac_movement_outside", line=place, field="movement_on", found=day, expected=period.key))
        if seen[movement]:
            found.append(anomaly("dac_movement_repeated", line=place, field="nss", found=movement.nss))
        seen[movement] += 1
