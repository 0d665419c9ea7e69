"""Whom a person may turn to against a decision, and within how many days: asked of the law, never written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.formats.letters.types import LetterLang
from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book, topics
from mizan.law.engine.topics import Answer, ask


@dataclass(frozen=True, slots=True)
class Appeal:
    """The body to turn to, the days from receipt of the letter, and the last day if it is received on `received_on`.

    `title` and `number` are those of the article.
    """

    body: str
    days: int
    received_on: date
    deadline: date
    title: str
    number: str


def appeal_against(received_on: date, lang: LetterLang) -> Appeal:
    """The appeal against a fund's decision received on a day, under the law as known that day. Raises ``Refused`` where it has none."""
    given = {"event": "decision_notified", "event_on": received_on.isoformat()}
    answer = ask(book(), topics()["appeal_deadline"], given, received_on, known=received_on)
    if not isinstance(answer, Answer):
        raise Refused(answer)
    outcome = answer.outcomes["deadline"]
    first = answer.traces["deadline"].to_json((lang,))
    days = next(step for step in first["uses"] if step["rule"] == "appeal_days")
    article = first["article"]
    choices = book().inputs.choices["appealbody"]
    body = answer.outcomes["body"]["appeal_body"]
    return Appeal(
        choices.titles[choices.names[body]][lang],
        int(days["value"]),
        received_on,
        date.fromordinal(outcome["appeal_deadline"]),
        str(article["title"][lang]),
        str(article["number"]),
    )
