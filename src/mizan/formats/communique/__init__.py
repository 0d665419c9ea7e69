"""Communiqués of a ministry or a fund: the instructions they give, read whatever their layout (docs/formats/communique.md)."""

from mizan.formats.communique.proposing import propose, propose_text
from mizan.formats.communique.types import AxisChoice, Deadline, Draft, Owner, Proposal, Quote, Span, Suggestion
from mizan.formats.indicators import Axis

__all__ = [
    "Axis",
    "AxisChoice",
    "Deadline",
    "Draft",
    "Owner",
    "Proposal",
    "Quote",
    "Span",
    "Suggestion",
    "propose",
    "propose_text",
]
