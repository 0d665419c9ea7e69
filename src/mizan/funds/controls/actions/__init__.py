"""The legal verbs of controls: run, take, ask, propose, decline, conclude, follow."""

from mizan.funds.controls.actions.conclude_finding import conclude_finding, decline_fraud, propose_fraud
from mizan.funds.controls.actions.follow_finding import follow_finding, refer_finding
from mizan.funds.controls.actions.run_controls import run_controls
from mizan.funds.controls.actions.take_finding import ask_hold, take_finding

__all__ = [
    "ask_hold",
    "conclude_finding",
    "decline_fraud",
    "follow_finding",
    "propose_fraud",
    "refer_finding",
    "run_controls",
    "take_finding",
]
