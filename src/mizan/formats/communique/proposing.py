"""A communiqué to its proposal: the instructions it gives, as drafts for a person to confirm."""

import re

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.communique import axes, dates, deadlines, finding, owners
from mizan.formats.communique.fold import shown
from mizan.formats.communique.source import read_text
from mizan.formats.communique.suggesting import suggestions
from mizan.formats.communique.types import Draft, Found, Proposal

MOST = 200
"""The instructions one communiqué may give: a text of more is no communiqué."""


def propose(data: bytes, name: str = "") -> Proposal | Anomaly:
    """The instructions a file gives, or why the file can not be read. Nothing is kept, no clock is read."""
    text = read_text(data, name)
    if isinstance(text, Anomaly):
        return text
    found = finding.instructions(text)
    if len(found) > MOST:
        return anomaly("communique_many", field="file", found=str(len(found)), expected=str(MOST))
    return _proposal(text, found)


def propose_text(text: str) -> Proposal:
    """The instructions a text gives. The places of every quote count its characters from 0."""
    return _proposal(text, finding.instructions(text))


def _proposal(text: str, instructions: list[Found]) -> Proposal:
    dated = dates.dated(text)
    drafts = [
        Draft(
            text=shown(found.span.cut(text)),
            span=found.span,
            axis=axes.choose(text, found),
            owner=owners.owner(text, found.around),
            deadline=deadlines.deadline(text, found.around, dated),
            indicators=suggestions(text, found.span),
        )
        for found in instructions
    ]
    return Proposal(text, _language(text), dated, tuple(drafts))


def _language(text: str) -> str:
    """The language, as "ar" or "fr": the script in which most of the letters are."""
    arabic = len(re.findall(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]", text))
    return "ar" if arabic * 2 > sum(char.isalpha() for char in text) else "fr"
