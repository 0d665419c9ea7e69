"""A communiqué to its proposal: the instructions it gives, as drafts for a person to confirm."""

import re

from mizan.formats.anomalies import Anomaly
from mizan.formats.communique import axes, dates, deadlines, finding, owners
from mizan.formats.communique.fold import shown
from mizan.formats.communique.source import read_text
from mizan.formats.communique.suggesting import suggestions
from mizan.formats.communique.types import Draft, Proposal


def propose(data: bytes, name: str = "") -> Proposal | Anomaly:
    """The instructions a file gives, or why the file can not be read. Nothing is kept, no clock is read."""
    text = read_text(data, name)
    return text if isinstance(text, Anomaly) else propose_text(text)


def propose_text(text: str) -> Proposal:
    """The instructions a text gives. The places of every quote count its characters from 0."""
    dated = dates.dated(text)
    drafts = []
    for found in finding.instructions(text):
        drafts.append(
            Draft(
                text=shown(found.span.cut(text)),
                span=found.span,
                axis=axes.choose(text, found),
                owner=owners.owner(text, found.around),
                deadline=deadlines.deadline(text, found.around, dated),
                indicators=suggestions(text, found.span),
            )
        )
    return Proposal(text, _language(text), dated, tuple(drafts))


def _language(text: str) -> str:
    """The language, as "ar" or "fr": the script in which most of the letters are."""
    arabic = len(re.findall(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]", text))
    return "ar" if arabic * 2 > sum(char.isalpha() for char in text) else "fr"
