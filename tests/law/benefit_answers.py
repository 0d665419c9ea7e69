"""Asks the statute book, for the tests of benefits."""

from datetime import date

from mizan.kernel.refusals import Refusal
from mizan.law.algeria.book import book, topics
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer, ask

NOW = date(2026, 3, 1)


def answer(topic: str, on: date = NOW, switches: dict[str, str | int] | None = None, **given: object) -> Answer:
    """The answer to a question, which must not be refused."""
    found = ask(book(), topics()[topic], given, on, Switches(switches or {}))
    assert isinstance(found, Answer), found
    return found


def outputs(topic: str, on: date = NOW, switches: dict[str, str | int] | None = None, **given: object) -> dict[str, str | list[str]]:
    """What comes out of a question."""
    return dict(answer(topic, on, switches, **given).outputs)


def ground(topic: str, on: date = NOW, **given: object) -> str | None:
    """The code of the ground for refusal of a right; None where the right is open."""
    found = answer(topic, on, **given).ground_json()
    return None if found is None else str(found["code"])


def refusal(
    topic: str, on: date = NOW, switches: dict[str, str | int] | None = None, **given: object
) -> tuple[str, str | None, str | None]:
    """The code, the field and the basis of the refusal of a question."""
    found = ask(book(), topics()[topic], given, on, Switches(switches or {}))
    assert isinstance(found, Refusal), found.outputs
    return found.code, found.field, found.basis


def money(text: str | list[str]) -> int:
    """Centimes of an amount as machines read it."""
    return int(str(text).replace(".", ""))


def written(centimes: int) -> str:
    """Centimes as an amount that is given."""
    return f"{centimes // 100}.{centimes % 100:02d}"
