"""A due opened: who bears what, which wages it stands on, and the steps of the law. Read by the employer's and the director's pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Row, Table, Tone, columns
from mizan.funds.contributions.postings import SELF_EMPLOYED
from mizan.funds.contributions.types import DasLineOfQuarter, DueDetail, DueKept, FilingDetail, MatchKept, QuarterReading, ShareKept

LINES_SHOWN = 300


@dataclass(frozen=True, slots=True)
class State:
    """How a due stands on a day, in words and tone."""

    code: str
    tone: Tone


def state_of(due: DueKept, today: date) -> State:
    """Paid, partly paid, late, to come, replaced, or a credit (a negative due)."""
    if due.reversed_on is not None:
        return State("replaced", "quiet")
    if due.amount < 0:
        return State("credit", "info")
    if due.arrears <= 0:
        return State("paid", "done")
    if due.due_on < today:
        return State("late", "late")
    return State("partly", "soon") if due.received else State("coming", "soon")


def state_cell(due: DueKept, visit: Visit) -> Cell:
    """The state as a cell."""
    state = state_of(due, visit.today)
    return tables.status(wording.text(f"due.state.{state.code}", visit.lang), state.tone)


def facts_of(due: DueKept, visit: Visit) -> list[dict[str, object]]:
    """What is known of a due, for the part `facts`."""
    lang = visit.lang
    state = state_of(due, visit.today)

    def fact(name: str, kind: str, value: object, **more: object) -> dict[str, object]:
        return {"label": wording.text(f"due.fact.{name}", lang), "kind": kind, "value": value, **more}

    facts = [
        fact("period", "period", due.period_key),
        fact("code", "text", f"{due.code} — {wording.text(f'code.{due.code}', lang)}"),
        fact("kind", "text", wording.text(f"due_kind.{due.kind}", lang)),
        fact("base", "amount", due.base, href="#wages" if due.base else ""),
        fact("rate", "rate", due.rate_ppm),
        fact("amount", "amount", due.amount, href="#law"),
        fact("received", "amount", due.received, href="#matches" if due.received else ""),
        fact("rest", "amount", due.arrears),
        fact("due_on", "day", due.due_on),
        fact("state", "status", wording.text(f"due.state.{state.code}", lang), tone=state.tone),
    ]
    if due.reversed_on is not None:
        facts.append(fact("reversed_on", "day", due.reversed_on))
    return facts


def shares_table(shares: Sequence[ShareKept], lang: Lang) -> Table:
    """Shares by branch and payer. They add up to the due; what the floors leave over is in the first, by a named rounding."""
    rows = tuple(_share(share, lang) for share in shares)
    foot = (
        tables.text(wording.text("common.total", lang)),
        tables.text(""),
        tables.text(""),
        tables.rate(sum(share.rate_ppm for share in shares)),
        tables.amount(sum(share.amount for share in shares)),
        tables.amount(sum(share.received for share in shares)),
        tables.amount(sum(share.amount - share.received for share in shares)),
    )
    heads = columns(lang, "due.share", "branch", "payer", "fund", "rate#", "amount#", "received#", "rest#")
    return Table("shares", wording.text("due.share.caption", lang), heads, rows, foot, sortable=False)


def _share(share: ShareKept, lang: Lang) -> Row:
    return Row(
        (
            tables.text(wording.text(f"fund_branch.{share.branch}", lang)),
            tables.text(wording.text(f"payer.{share.payer}", lang)),
            tables.text(wording.text(f"fund.{share.fund}", lang)),
            tables.rate(share.rate_ppm),
            tables.amount(share.amount),
            tables.amount(share.received, href="#matches" if share.received else ""),
            tables.amount(share.amount - share.received),
        )
    )


def method_words(method: str, lang: Lang) -> str:
    """How an amount was laid on a due; people of another fund see that it was, and the collecting fund alone knows from which bank line."""
    return wording.text(f"due.method.{method or 'elsewhere'}", lang)


def matches_table(matches: Sequence[MatchKept], lang: Lang, opens: Callable[[MatchKept], str] | None = None) -> Table:
    """What was laid on a due, and from where; `opens` gives the address of the payment, where the reader may follow it."""
    rows = tuple(
        Row(
            (
                tables.day(match.booked_on),
                tables.text(method_words(match.method, lang)),
                tables.amount(match.amount, href=opens(match) if opens is not None else ""),
                tables.day(match.reversed_on),
            )
        )
        for match in matches
    )
    heads = columns(lang, "due.match", "day", "method", "amount#", "reversed_on")
    return Table("matches", wording.text("due.match.caption", lang), heads, rows, empty=wording.text("due.match.none", lang))


def wages_table(reading: QuarterReading, lang: Lang, *, named: bool) -> Table:
    """The wage lines of the quarter; names and numbers of persons only when `named`.

    Below the lines: their sum, the one named rounding row, what others bear, and the open difference when the yearly and periodic bases
    do not agree; together they give what was posted.
    """
    who = ("nss", "name") if named else ()
    rows = [_wage(line, named) for line in reading.lines[:LINES_SHOWN]]
    blank = tuple(tables.text("") for _ in who)

    def closing(name: str, base: int | None, contributions: int | None, mark: str = "") -> Row:
        return Row((tables.text(wording.text(f"due.wages.{name}", lang)), *blank, tables.amount(base), tables.amount(contributions)), mark)

    rows.append(closing("sum", reading.das_base, reading.lines_contributions))
    rows.append(closing("rounding", None, reading.rounding))
    rows.append(closing("on_base", reading.das_base, reading.due_on_das_base))
    if reading.relieved:
        rows.append(closing("relieved", None, -reading.relieved))
    if reading.difference:
        rows.append(closing("difference", -reading.difference, reading.due_difference, "soon"))
    heads = columns(lang, "due.wages", "line", *who, "base#", "contributions#")
    foot = (
        tables.text(wording.text("due.wages.assessed", lang)), *blank,
        tables.amount(reading.assessed_base), tables.amount(reading.due_on_assessed_base),
    )  # fmt: skip
    caption = wording.text("due.wages.caption", lang, count=len(reading.lines))
    return Table("wages", caption, heads, tuple(rows), foot, sortable=False)


def _wage(line: DasLineOfQuarter, named: bool) -> Row:
    who = (tables.code(line.nss), tables.text(f"{line.surname} {line.given_name}")) if named else ()
    return Row((tables.text(line.line_no), *who, tables.amount(line.base), tables.amount(line.contributions)))


def filing_of(detail: FilingDetail, due: DueKept, visit: Visit, href: Callable[[int], str]) -> dict[str, object]:
    """The declaration a due came from and its lines, the due's own marked; each line opens its own due."""
    filing, lang = detail.filing, visit.lang
    facts = [
        {"label": wording.text(f"employer.filings.{name}", lang), "kind": kind, "value": value}
        for name, kind, value in (
            ("receipt", "code", filing.receipt_no),
            ("form", "text", wording.text(f"form.{filing.form}", lang)),
            ("period", "period", filing.period_key),
            ("kind", "text", wording.text(f"filing_kind.{filing.kind}", lang)),
            ("filed_at", "moment", filing.filed_at),
        )
    ]
    rows = tuple(
        Row(
            (
                tables.code(line.code, note=wording.text(f"code.{line.code}", lang)),
                tables.amount(line.base),
                tables.amount(line.amount, href=href(line.due_id) if line.due_id and line.due_id != due.id else ""),
            ),
            "here" if line.due_id == due.id else "",
        )
        for line in detail.dac_lines
    )
    heads = columns(lang, "due.filing", "code", "base#", "amount#")
    caption = wording.text("due.filing.caption", lang)
    return {"facts": facts, "table": Table("filing-lines", caption, heads, rows, sortable=False) if rows else None}


def story(
    detail: DueDetail, reading: QuarterReading | None, visit: Visit, *, named: bool, opens: Callable[[MatchKept], str] | None = None
) -> dict[str, object]:
    """Everything the template `due/story.html` shows; `opens` gives the address of what was laid on the due."""
    return {
        "due": detail.due,
        "on_wages": detail.due.debtor != SELF_EMPLOYED,
        "facts": facts_of(detail.due, visit),
        "shares": shares_table(detail.shares, visit.lang),
        "matches": matches_table(detail.matches, visit.lang, opens),
        "wages": wages_table(reading, visit.lang, named=named) if reading is not None and reading.lines else None,
        "hidden": max(0, len(reading.lines) - LINES_SHOWN) if reading is not None else 0,
        "trace": detail.trace,
    }
