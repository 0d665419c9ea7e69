"""Questions on findings. As ``web`` each answer is what the fund's controllers, the auditor or accountants who are asked may see."""

from __future__ import annotations

from typing import Any, NamedTuple

from mizan.funds.access.sql import Row, decoded, one, one_row, rows
from mizan.funds.benefits.types import Kind
from mizan.funds.controls.types import FindingKnown, Followed, FollowedKnown, State, StepKnown
from mizan.kernel.funds import Fund

_FINDING = """
SELECT f.id, f.control, f.fund, f.subject_kind, f.subject, f.starts_on, l.ends_on, f.award_id, f.person_id, f.found_at, l.present, l.stake,
       l.reasons, l.evidence, COALESCE(s.kind, ''), COALESCE(c.conclusion, ''), COALESCE(c.cause, '')
  FROM controls_finding f
 CROSS JOIN LATERAL (SELECT x.* FROM controls_seen x WHERE x.finding_id = f.id ORDER BY x.run_id DESC LIMIT 1) l
  LEFT JOIN LATERAL (SELECT x.kind FROM controls_step x WHERE x.finding_id = f.id AND x.kind <> 'hold_asked'
                      ORDER BY x.id DESC LIMIT 1) s ON true
  LEFT JOIN controls_step c ON c.finding_id = f.id AND c.kind = 'concluded'"""
_STATES = {
    "": State.OPEN,
    "taken": State.TAKEN,
    "fraud_declined": State.TAKEN,
    "fraud_proposed": State.FRAUD_PROPOSED,
    "concluded": State.CONCLUDED,
}


class About(NamedTuple):
    """Whom a finding is about."""

    person_id: int
    surname_ar: str
    given_name_ar: str
    surname_fr: str
    given_name_fr: str
    nss: str | None


def finding_of(finding_id: int) -> FindingKnown | None:
    """One finding, as last seen."""
    row = one(f"{_FINDING} WHERE f.id = %s", [finding_id])
    return None if row is None else _known(row)


def findings_of(
    *, concluded: bool, control: str = "", fund: Fund | None = None, skipped: int = 0, most: int = 100
) -> tuple[FindingKnown, ...]:
    """Findings that wait, those still there first, then by what is at stake and age; or those concluded, the latest first."""
    narrowed, values = [f"c.id IS {'NOT ' if concluded else ''}NULL"], list[Any]()
    for column, value in (("f.control", control), ("f.fund", fund.value if fund else "")):
        if value:
            narrowed.append(f"{column} = %s")
            values.append(value)
    order = "c.id DESC" if concluded else "l.present DESC, l.stake DESC, f.found_at, f.id"
    found = rows(f"{_FINDING} WHERE {' AND '.join(narrowed)} ORDER BY {order} OFFSET %s LIMIT %s", [*values, skipped, most])
    return tuple(_known(row) for row in found)


def steps_of(finding_id: int) -> tuple[StepKnown, ...]:
    """What was done on a finding, in its order."""
    return tuple(
        StepKnown(*row)
        for row in rows(
            "SELECT kind, conclusion, cause, hold_ground, reason, by_id, at FROM controls_step WHERE finding_id = %s ORDER BY id",
            [finding_id],
        )
    )


def followed_of(finding_id: int) -> tuple[FollowedKnown, ...]:
    """What followed a finding, in its order."""
    found = rows(
        "SELECT what, hold_id, reversal_id, debt_id, reference, at FROM controls_followed WHERE finding_id = %s ORDER BY id", [finding_id]
    )
    return tuple(FollowedKnown(Followed(row[0]), *row[1:]) for row in found)


def recovered_of(finding_id: int) -> int:
    """What has come back since, in centimes: what pay runs took of the debts that followed it."""
    return int(one_row("SELECT COALESCE(controls_recovered_of(%s), 0)", [finding_id])[0])


def person_about(finding_id: int) -> About | None:
    """Whom a finding is about; None unless this transaction has logged the read of that person with its purpose."""
    row = one("SELECT * FROM controls_about(%s)", [finding_id])
    return None if row is None else About(*row)


def kind_of_award(finding_id: int) -> Kind | None:
    """The benefit a finding's award pays, for who reads the finding."""
    (found,) = one_row("SELECT controls_award_kind(%s)", [finding_id])
    return None if found is None else Kind(found)


def _known(row: Row) -> FindingKnown:
    state = _STATES[row[14]]
    return FindingKnown._make(
        (row[0], row[1], Fund(row[2]), *row[3:12], decoded(row[12]), tuple(decoded(row[13])), state, row[15], row[16])
    )
