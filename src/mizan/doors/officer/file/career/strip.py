"""A career as a strip of months: what each month was, in one sign and in words."""

from __future__ import annotations

from datetime import date

from mizan.doors import shown, wording
from mizan.doors.shown import Lang
from mizan.funds.careers.types import Career, CareerMonth, Scheme

SIGNS = {"cnr": "●", "casnos": "◆", "both": "◉", "credit": "+", "disputed": "?", "gap": "–", "out": ""}


def kind_of(months: list[CareerMonth]) -> str:
    """What a month was: worked in one scheme or both, credited, disputed, nothing."""
    if any(one.disputed for one in months):
        return "disputed"
    worked = {one.scheme for one in months if one.credited is None and one.days}
    if len(worked) == 2:
        return "both"
    if worked:
        return "cnr" if Scheme.CNR in worked else "casnos"
    return "credit" if months else "gap"


def strip_of(career: Career, lang: Lang, addresses: dict[int, str], year: int | None) -> dict[str, object] | None:
    """The strip, newest year first; None for a career without a month."""
    if not career.months:
        return None
    by_month: dict[date, list[CareerMonth]] = {}
    for one in career.months:
        by_month.setdefault(one.month, []).append(one)
    first, last = min(by_month), max(by_month)
    used: set[str] = set()
    years = []
    for number in range(last.year, first.year - 1, -1):
        cells = []
        for index in range(1, 13):
            month = date(number, index, 1)
            kind = kind_of(by_month.get(month, [])) if first <= month <= last else "out"
            used.add(kind)
            cells.append({"kind": kind, "sign": SIGNS[kind], "text": wording.text(f"officer.month.{kind}", lang)})
        years.append({"text": str(number), "href": addresses[number], "here": number == year, "months": cells})
    heads = [{"text": str(index), "title": shown.month_mark(f"2024-{index:02d}", lang).rpartition(" ")[0]} for index in range(1, 13)]
    key = [
        {"kind": kind, "sign": sign, "text": wording.text(f"officer.month.{kind}", lang)} for kind, sign in SIGNS.items() if kind in used
    ]
    caption = wording.text("officer.career.strip", lang)
    return {"name": "career", "caption": caption, "heads": heads, "years": years, "key": [one for one in key if one["kind"] != "out"]}
