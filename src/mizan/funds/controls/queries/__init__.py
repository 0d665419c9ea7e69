"""Questions on controls."""

from mizan.funds.controls.queries.findings import finding_of, findings_of, person_about, steps_of
from mizan.funds.controls.queries.worth import last_runs, measured, worth

__all__ = ["finding_of", "findings_of", "last_runs", "measured", "person_about", "steps_of", "worth"]
