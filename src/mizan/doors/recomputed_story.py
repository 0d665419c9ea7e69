"""What a recomputation found, in words: the rate of a fund, and why an award differs or could not be computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mizan.doors import refusals, wording
from mizan.doors.officer.claim.facts import fact_called
from mizan.doors.officer.claim.shown import ground_called
from mizan.doors.shown import Lang
from mizan.funds.benefits.types.recomputations import Why
from mizan.kernel.refusals import Refusal

MOST = 6
"""Facts named; of more, how many there are is told."""


def why_words(why: Why, lang: Lang) -> str:
    """Why, without what it is about: for counts."""
    return wording.text(f"recomputed.why.{why.value}", lang)


def about_words(why: Why, detail: Mapping[str, Any], lang: Lang) -> str:
    """What a reason is about, in words: the facts by their names, the ground, the refusal's own sentence; "" for nothing more."""
    if why is Why.REFUSED:
        said = Refusal(str(detail.get("code", "")), detail.get("field"), dict(detail.get("params") or {}))
        return refusals.sentence(said, lang)
    if why is Why.NOTHING_DUE and detail.get("ground"):
        return ground_called(str(detail["ground"]), lang)
    if why is Why.AWARD_MISSING and detail.get("fund"):
        return wording.text("recomputed.missing_of", lang, fund=wording.text(f"fund.{detail['fund']}", lang))
    facts = [fact_called((str(detail.get("topic", "")),), str(name), lang) for name in detail.get("facts") or ()]
    if len(facts) > MOST:
        facts = [*facts[:MOST], wording.text("recomputed.more", lang, count=len(facts) - MOST)]
    return wording.text("common.comma", lang).join(facts)
