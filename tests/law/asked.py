"""Asks the statute book as a person does: outputs as text, grounds and refusals by their codes."""

from datetime import date

from mizan.kernel.refusals import Refusal
from mizan.law.algeria.book import book, topics
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer, ask


def answer(topic: str, on: str, *, switches: dict[str, str | int] | None = None, **given: object) -> Answer:
    """The answer to a topic on a day; fails where it is refused."""
    found = ask(book(), topics()[topic], given, date.fromisoformat(on), Switches(switches or {}))
    assert isinstance(found, Answer), found
    return found


def outputs(topic: str, on: str, *, switches: dict[str, str | int] | None = None, **given: object) -> dict[str, object]:
    """The outputs of a topic on a day."""
    return dict(answer(topic, on, switches=switches, **given).outputs)


def ground(topic: str, on: str, **given: object) -> str | None:
    """The code of the ground for refusal; None where the right is open."""
    found = answer(topic, on, **given).ground_json()
    return None if found is None else str(found["code"])


def refusal(topic: str, on: str, **given: object) -> Refusal:
    """The refusal of a topic; fails where it is answered."""
    found = ask(book(), topics()[topic], given, date.fromisoformat(on))
    assert isinstance(found, Refusal), found
    return found
