"""What controls measure for indicators: findings concluded, those confirmed, what pay runs took back of debts that followed one."""

from mizan.funds.access.measures import Measure
from mizan.funds.controls.types import CONFIRMED as CONFIRMED_AS
from mizan.funds.controls.types import DRAWN

_DAY = "(s.at AT TIME ZONE 'Africa/Algiers')::date"
_IN = f"{_DAY} >= %(since)s AND {_DAY} < %(until)s AND {_DAY} <= %(day)s AND s.at <= %(known)s"
_CONCLUDED = f"""
SELECT f.fund::text AS fund, NULL::smallint AS wilaya, 'concluded:' || s.conclusion AS part, false AS internal, 1::bigint AS amount,
       'finding'::text AS kind, f.id
  FROM controls_step s JOIN controls_finding f ON f.id = s.finding_id
 WHERE s.kind = 'concluded' AND NOT f.control = ANY (ARRAY[{", ".join(repr(one) for one in sorted(DRAWN))}]::text[]) AND {_IN}
"""  # noqa: S608 - built from constants of this file

CONCLUDED = Measure("findings_concluded", _CONCLUDED)
"""Findings concluded in the window, one each, by what they turned out to be; those that chance drew are no control's."""
CONFIRMED = Measure(
    "findings_confirmed",
    f"{_CONCLUDED} AND s.conclusion IN ({', '.join(repr(one.value) for one in sorted(CONFIRMED_AS))})",
)
"""Those of them that were an error, an evasion or a fraud."""

RECOVERED = Measure(
    "findings_recovered",
    f"""
SELECT f.fund::text AS fund, NULL::smallint AS wilaya, 'control:' || f.control AS part, false AS internal, x.amount::bigint AS amount,
       'finding'::text AS kind, f.id
  FROM controls_followed w
  JOIN controls_finding f ON f.id = w.finding_id
  LEFT JOIN benefits_adjustment r ON r.reversal_id = w.reversal_id AND r.kind = 'debt'
  JOIN benefits_instalment_adjustment x ON x.adjustment_id = COALESCE(w.debt_id, r.id)
  JOIN benefits_instalment i ON i.id = x.instalment_id
  JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
 WHERE w.at <= %(known)s AND {_IN}
   AND NOT EXISTS (SELECT 1 FROM benefits_run_step c WHERE c.run_id = i.run_id AND c.kind = 'cancelled' AND c.at <= %(known)s)
""",  # noqa: S608 - built from constants of this file
)
"""What the pay runs approved in the window took back of debts that followed a finding, in the month it came back."""
