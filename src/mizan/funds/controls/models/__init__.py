"""What is kept of controls: their runs, what they found, what became of it; and what the feed of certificates told."""

from mizan.funds.controls.models.certificates import CertificateTold
from mizan.funds.controls.models.draws import Draw
from mizan.funds.controls.models.findings import Finding, Run, Seen
from mizan.funds.controls.models.steps import Followed, Step

__all__ = ["CertificateTold", "Draw", "Finding", "Followed", "Run", "Seen", "Step"]
