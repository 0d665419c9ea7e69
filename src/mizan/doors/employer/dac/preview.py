"""What a contribution declaration will make due, by line and by branch, under the law of its period, before it is filed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from mizan.doors import tables, wording
from mizan.doors.shown import Lang
from mizan.doors.tables import Row, Table, columns
from mizan.formats.dac import DacReturn
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.money import Centimes
from mizan.kernel.periods import parse_period
from mizan.kernel.refusals import Refusal
from mizan.law.algeria.contributions import AssessedLine, assess_line, dac_deadline


@dataclass(frozen=True, slots=True)
class Preview:
    """The amounts of a declaration: their sum, the day they are due, lines, branches, and the steps of the first line."""

    total: int
    due_on: date
    lines: Table
    branches: Table
    traces: tuple[tuple[str, dict[str, object]], ...]


def preview(declaration: DacReturn, employer: EmployerKnown, lang: Lang) -> Preview:
    """Assess each line as the filing will."""
    last_day = parse_period(declaration.period_key).last_day
    assessed = [
        found
        for line in declaration.lines
        if not isinstance(found := assess_line(line.code, Centimes(line.base), on=last_day, construction=employer.construction), Refusal)
    ]
    return Preview(
        sum(line.amount for line in assessed),
        dac_deadline(last_day),
        _lines(assessed, lang),
        _branches(assessed, lang),
        tuple((line.code, line.trace.to_json()) for line in assessed),
    )


def _lines(assessed: list[AssessedLine], lang: Lang) -> Table:
    rows = tuple(
        Row(
            (
                tables.code(line.code, note=wording.text(f"code.{line.code}", lang)),
                tables.amount(line.base),
                tables.rate(line.rate_ppm),
                tables.amount(line.amount),
            )
        )
        for line in assessed
    )
    blank, total = tables.text(""), tables.amount(sum(line.amount for line in assessed))
    foot = (tables.text(wording.text("common.total", lang)), blank, blank, total)
    heads = columns(lang, "employer.dac.line", "code", "base#", "rate#", "amount#")
    caption = wording.text("employer.dac.line.caption", lang)
    return Table("preview-lines", caption, heads, rows, foot if rows else (), sortable=False)


def _branches(assessed: list[AssessedLine], lang: Lang) -> Table:
    sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for line in assessed:
        for share in line.shares:
            sums[str(share.branch), str(share.fund), str(share.payer)] += share.amount
    branches = dict.fromkeys((branch, fund) for branch, fund, _ in sums)
    rows = []
    for branch, fund in branches:
        worker = sums.get((branch, fund, "worker"), 0)
        whole = sum(value for (b, f, _), value in sums.items() if (b, f) == (branch, fund))
        cells = (
            tables.text(wording.text(f"fund_branch.{branch}", lang)),
            tables.text(wording.text(f"fund.{fund}", lang)),
            tables.amount(whole - worker),
            tables.amount(worker),
            tables.amount(whole),
        )
        rows.append(Row(cells))
    workers = sum(value for (_, _, payer), value in sums.items() if payer == "worker")
    total = sum(sums.values())
    foot = (
        tables.text(wording.text("common.total", lang)), tables.text(""), tables.amount(total - workers), tables.amount(workers),
        tables.amount(total),
    )  # fmt: skip
    heads = columns(lang, "employer.dac.branch", "branch", "fund", "employer#", "worker#", "total#")
    return Table(
        "preview-branches", wording.text("employer.dac.branch.caption", lang), heads, tuple(rows), foot if rows else (), sortable=False
    )
