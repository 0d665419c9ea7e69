"""The civil register's feed: how a file is answered."""

from __future__ import annotations

from ninja import Schema

from mizan.doors.api.shapes.filings import AnomalyShown, OutcomeName


class CivilReceiptShown(Schema):
    """Lines taken, taken before (the same id and content), and left waiting with their reason."""

    outcome: OutcomeName
    lines: int
    taken: int
    repeated: int
    waiting: int
    anomalies: list[AnomalyShown]
