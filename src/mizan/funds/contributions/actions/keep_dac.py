"""Write the lines and annexes of a contribution declaration."""

from mizan.formats.dac import DacReturn
from mizan.funds.contributions.sql import Writes, columns

_LINES = """
INSERT INTO contributions_dac_line (filing_id, employer_id, code, base) SELECT %s, %s, l.* FROM unnest(%s::text[],
    %s::bigint[]) AS l(code, base)
"""
_ABATEMENTS = """
INSERT INTO contributions_abatement (filing_id, employer_id, code, nss, name, birth_date, base, decision_no, starts_on, ends_on)
SELECT %s, %s, a.* FROM unnest(%s::text[], %s::text[], %s::text[], %s::date[], %s::bigint[], %s::text[], %s::date[], %s::date[])
    AS a(code, nss, name, birth_date, base, decision_no, starts_on, ends_on)
"""
_MOVEMENTS = """
INSERT INTO contributions_movement (filing_id, employer_id, nss, name, sense, moved_on, note)
SELECT %s, %s, m.* FROM unnest(%s::text[], %s::text[], %s::text[], %s::date[], %s::text[]) AS m(nss, name, sense, moved_on, note)
"""


def keep_dac(filing_id: int, employer_id: int, dac: DacReturn, *, writes: Writes) -> None:
    """Write what a declaration says, line by line and annex by annex."""
    head = [filing_id, employer_id]
    if dac.lines:
        writes.add(_LINES, [*head, *columns([(line.code, line.base) for line in dac.lines])])
    if dac.abatements:
        writes.add(_ABATEMENTS, [*head, *columns([tuple(line) for line in dac.abatements])])
    if dac.movements:
        writes.add(_MOVEMENTS, [*head, *columns([(m.nss, m.name, m.sense, m.on, m.note) for m in dac.movements])])
