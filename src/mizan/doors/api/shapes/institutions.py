"""Payments of CNAC and the Treasury."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from mizan.doors.api.reading import Body, Id


class InstitutionShown(Schema):
    """An institution a waiting receipt may come from, why, all it owes, and the dues the receipt would settle, oldest first."""

    debtor: str
    reason: str
    open_amount: int
    due_ids: list[int]


class InstitutionsShown(Schema):
    """Those that owe reliefs, the most likely first."""

    receipt_id: int
    institutions: list[InstitutionShown]


class InstitutionMatchSent(Body):
    """The institution a receipt comes from and the reliefs it pays."""

    debtor: Literal["CNAC", "TRESOR"]
    due_ids: Annotated[list[Id], Field(min_length=1, max_length=10_000)]
