"""Verify a letter: whether the decision behind a code stands, its fund and its day; nothing about whom it is."""

from __future__ import annotations

import re

from django.http import HttpResponse

from mizan.doors import wording
from mizan.doors.pages import Visit, page
from mizan.funds.benefits.queries import decision_by_code
from mizan.funds.benefits.queries.decisions import DecisionShown

_CODE = re.compile(r"[0-9a-f]{32}", re.ASCII)
_BETWEEN = re.compile(r"[\s\-‐‑–—.·:]+")
LONGEST = 200


@page(public=True, post=True)
def verify(visit: Visit, code: str = "") -> HttpResponse:
    """Ask for a code, typed, or brought by the square of a letter.

    A code that is none, is unreadable or was never given has one and the same answer: nothing can be learnt by trying.
    """
    typed = visit.request.POST.get("code", "")[:LONGEST] if visit.posted else code
    asked = _BETWEEN.sub("", typed).lower()
    found = decision_by_code(asked) if _CODE.fullmatch(asked) else None
    context = {"asked": bool(typed.strip()) or visit.posted, "typed": typed if found is None else "", "answer": _answer(visit, found)}
    return visit.page("public/verify/page.html", context)


def _answer(visit: Visit, found: DecisionShown | None) -> dict[str, object]:
    """The answer in words, its tone, and the fund and day where there is a decision."""
    if found is None:
        return {"tone": "late", "heading": wording.text("public.verify.unknown", visit.lang)}
    state = "valid" if found.valid else "superseded"
    return {
        "tone": "done" if found.valid else "soon",
        "heading": wording.text(f"public.verify.{state}", visit.lang),
        "facts": [
            {
                "label": wording.text("public.verify.fund", visit.lang),
                "kind": "text",
                "value": wording.text(f"fund_name.{found.fund}", visit.lang),
            },
            {"label": wording.text("public.verify.day", visit.lang), "kind": "day", "value": found.decided_on},
        ],
    }
