"""A fact of an entity that is not told is understood for each member, where the fact says so; else it is asked for by name."""

from datetime import date
from pathlib import Path

import pytest
from smallland import read

from mizan.kernel.refusals import Refusal
from mizan.law.engine.plan import Outcome

FACTS = """
[harvest]
unit = "centimes"
entity = "field"
title = { ar = "المحصول", fr = "Récolte" }

[exempt]
unit = "flag"
entity = "field"
absent = 1
title = { ar = "معفى", fr = "Exonéré" }

[reaped_on]
unit = "day"
entity = "field"
absent = "asked"
title = { ar = "يوم الحصاد", fr = "Jour de récolte" }
"""
RULES = '''
@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1), entity="field")
def due(harvest: Centimes, exempt: Flag) -> Centimes:
    """What a field owes."""
    return Centimes(0) if exempt else harvest


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1), entity="field")
def left(harvest: Centimes, due: Centimes) -> Centimes:
    """What the farmer keeps of a field."""
    return Centimes(harvest - due)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1), entity="field")
def kept_until(harvest: Centimes, reaped_on: Day) -> Day:
    """The day until which a harvest is kept."""
    return Day(reaped_on + harvest)
'''


def test_what_is_not_told_is_understood_for_each_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = '[rule]\ndue = "{value:money}"\nleft = "{value:money}"\nkept_until = "{value:date}"\n'
    small, on = read(tmp_path, monkeypatch, facts=FACTS, rules=RULES, ar=sentence, fr=sentence), date(2001, 1, 1)
    plan = small.plan(("left",), on)
    told, untold = plan.run({"harvest": [5, 7], "exempt": [0, 1]}), plan.run({"harvest": [5, 7]})
    assert isinstance(told, Outcome)
    assert isinstance(untold, Outcome)
    assert told.series("left") == (0, 7)
    assert untold.series("left") == (5, 7)
    assert untold.trace().record()["facts"] == {"harvest": [5, 7], "exempt": [True, True]}
    missing = plan.run({"exempt": [1, 1]})
    assert isinstance(missing, Refusal)
    assert (missing.code, missing.field) == ("fact_missing", "harvest")
    kept = small.plan(("kept_until",), on).run({"harvest": [5, 7]})
    assert isinstance(kept, Outcome)
    assert kept.series("kept_until") == (on.toordinal() + 5, on.toordinal() + 7)
