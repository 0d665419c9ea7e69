"""Writes a version of an instruction: its terms and its indicators with their baselines, in the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from mizan.formats.indicators import catalogue
from mizan.funds.access.sql import columns, next_ids, run
from mizan.funds.indicators.types import Figure
from mizan.funds.steering.baselines import baselines
from mizan.funds.steering.figures import Source, Wanted
from mizan.funds.steering.types.instructions import AimKept, DraftKept, InstructionKept, TermsGiven
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import refused

LONGEST_OWNER, LONGEST_TEXT = 200, 4_000
_TERMS = """
INSERT INTO steering_instruction
    (id, root, version, supersedes_id, draft_id, text_ar, text_fr, axis, fund, owner, deadline, aims, reason, by_id, at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_AIMS = """
INSERT INTO steering_aim (terms_id, indicator, fund, span_start, span_end, baseline_state, baseline_month, baseline, baseline_hash)
SELECT %s, a.indicator, %s, a.span_start, a.span_end, a.state, a.month, a.baseline, a.hash
  FROM unnest(%s::text[], %s::int[], %s::int[], %s::text[], %s::date[], %s::bigint[], %s::text[])
       a(indicator, span_start, span_end, state, month, baseline, hash)
"""


@dataclass(frozen=True, slots=True)
class Written:
    """A version as it was written."""

    id: int
    number: int
    version: int


def check(given: TermsGiven) -> None:
    """Refused: ``instruction_without_owner``, ``instruction_without_indicator``, ``indicator_unknown``; the database asks the same."""
    if not given.owner.strip():
        raise refused("instruction_without_owner", "owner")
    if not given.indicators:
        raise refused("instruction_without_indicator", "indicators")
    for name in given.indicators:
        if name not in catalogue():
            raise refused("indicator_unknown", "indicators", indicator=name[:60])


def write_terms(
    draft: DraftKept, given: TermsGiven, former: InstructionKept | None, reason: str, *, source: Source, by: int, at: datetime
) -> Written:
    """Write the first version of an instruction, or the one after `former`."""
    names = tuple(dict.fromkeys(given.indicators))
    (made,) = next_ids("steering_instruction", 1)
    number, version = (made, 1) if former is None else (former.number, former.version + 1)
    translation = given.translation.strip()[:LONGEST_TEXT]
    text_ar, text_fr = (draft.text, translation) if draft.language == "ar" else (translation, draft.text)
    fund = given.fund.value if given.fund else ""
    run(
        _TERMS,
        [
            made, number, version, None if former is None else former.id, draft.id, text_ar, text_fr, given.axis.value, fund,
            given.owner.strip()[:LONGEST_OWNER], given.deadline, len(names), reason.strip()[:LONGEST_TEXT], by, at,
        ],
    )  # fmt: skip
    found = _snapshots(names, given.fund, source, at)
    aims = baselines(names, given.fund, at, former, lambda name, of: found[name, of])
    spans = {one.indicator: (one.start, one.end) for one in draft.indicators}
    run(_AIMS, [made, fund, *columns([_aim(aims[name], *spans.get(name, (None, None))) for name in names])])
    # What is wrong with the indicators is told here, not when the caller's transaction ends.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    return Written(made, number, version)


def _snapshots(names: tuple[str, ...], fund: Fund | None, source: Source, at: datetime) -> dict[Wanted, list[Figure]]:
    found: dict[Wanted, list[Figure]] = defaultdict(list)
    for one in source({(name, fund) for name in names}, at):
        found[one.indicator, one.fund].append(one)
    return found


def _aim(aim: AimKept, start: int | None, end: int | None) -> tuple[object, ...]:
    return (aim.indicator, start, end, aim.baseline_state, aim.baseline_month, aim.baseline, aim.baseline_hash)
