"""The statute book: dated, sourced rules that pay, explain, check and project."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mizan.kernel.refusals import Refusal
    from mizan.law.engine.inputs import Switches
    from mizan.law.engine.topics import Answer


def explain(topic: str, *, on: date, switches: "Switches | None" = None, **facts: object) -> "Answer | Refusal":
    """Answers a topic, a rule or a dated value of Algeria's book under the law of a day, with its steps, or says why it can not.

    `explain("cnas_payslip", on=date(2026, 1, 31), wage="48000.00").outputs["worker"]` is "4320.00".
    """
    # The book is read here and not at import, so that a package which only needs the labels does not pay for it.
    from mizan.kernel.refusals import Refusal
    from mizan.law.algeria.book import book, topics
    from mizan.law.engine.inputs import DEFAULTS
    from mizan.law.engine.topics import ask, topic_of

    found = topic_of(book(), topics(), topic)
    return Refusal("unknown_topic", "topic", {"what": topic}) if found is None else ask(book(), found, facts, on, switches or DEFAULTS)
