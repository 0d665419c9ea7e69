"""The sentences of refusals: a code from anywhere in the house becomes what a person can act upon."""

from __future__ import annotations

from mizan.doors import wording
from mizan.doors.shown import Lang
from mizan.kernel.refusals import Refusal
from mizan.law.labels import LabelError


def sentence(refusal: Refusal, lang: Lang) -> str:
    """The sentence of a refusal; a code without one is named, so that it can be asked about."""
    key = f"refusal.{refusal.code}"
    if wording.has(key, lang):
        try:
            return wording.text(key, lang, **refusal.params)
        except LabelError:
            # A sentence that asks for a value the refusal does not carry must not turn a refusal into a fault.
            pass
    return wording.text("refusals.unknown", lang, code=refusal.code)
