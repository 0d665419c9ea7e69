"""A refusal is a value: a stable code, the field it concerns and the text of law it rests on; the sentence is in the label files."""

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done.

    `code` is stable and is the key of an Arabic and a French sentence; `field` names the input at fault (None: the whole);
    `params` are the values the sentence shows; `basis` is a source id of the statute book (None: a rule of arithmetic or of form).
    """

    code: str
    field: str | None = None
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    basis: str | None = None


class Refused(Exception):  # noqa: N818 - a refusal is a lawful answer, not an error
    """Raised where a refusal can not be returned; carries it in `refusal`. Never reaches a citizen as a traceback."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.code}({refusal.field})" if refusal.field else refusal.code)
        self.refusal = refusal


def refused(code: str, field: str | None = None, *, basis: str | None = None, **params: object) -> Refused:
    """The exception with its refusal, ready after `raise`; `params` are what the sentence shows."""
    return Refused(Refusal(code, field, params, basis))
