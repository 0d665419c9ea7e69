"""What a question does not give: a day may be the day asked."""

from datetime import date
from pathlib import Path

import pytest
from smallland import FACTS, LABELS, RULES, read

from mizan.law.engine.errors import BookError
from mizan.law.engine.topics import Answer, Topic, ask

LATER = """
from mizan.law.engine.units import Day

@rule(source="small-act", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def last_day(begun_on: Day) -> Day:
    \"\"\"The day after.\"\"\"
    return Day(begun_on + 1)
"""
DAY = '\n[begun_on]\nunit = "day"\nabsent = "asked"\ntitle = { ar = "البداية", fr = "Début" }\n'
SAID = {lang: text + 'last_day = "{begun_on:date} = {value:date}"\n' for lang, text in LABELS.items()}
ON = date(2012, 2, 28)


def test_a_day_not_given_is_the_day_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = read(tmp_path, monkeypatch, rules=RULES, more=LATER, facts=FACTS + DAY, **SAID)
    topic = Topic("end", {"ar": "النهاية", "fr": "Fin"}, {"begun_on": "begun_on"}, {"last": "last_day"})
    absent, given = ask(book, topic, {}, ON), ask(book, topic, {"begun_on": "2011-12-31"}, ON)
    assert isinstance(absent, Answer)
    assert isinstance(given, Answer)
    assert (absent.outputs["last"], given.outputs["last"]) == ("2012-02-29", "2012-01-01")


def test_only_a_day_may_be_the_day_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BookError, match="absent is a whole number"):
        read(tmp_path, monkeypatch, facts=FACTS + DAY.replace('unit = "day"', 'unit = "count"'))
