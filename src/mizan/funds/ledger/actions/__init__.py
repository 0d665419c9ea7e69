"""The legal verbs of the app, one a file."""

from mizan.funds.ledger.actions.approve import approve
from mizan.funds.ledger.actions.decline import decline
from mizan.funds.ledger.actions.post import post
from mizan.funds.ledger.actions.post_set import open_set, post_set, post_staged
from mizan.funds.ledger.actions.post_together import post_together
from mizan.funds.ledger.actions.propose import propose, propose_reversal
from mizan.funds.ledger.actions.reverse import reverse
from mizan.funds.ledger.actions.seal import seal

__all__ = [
    "approve",
    "decline",
    "open_set",
    "post",
    "post_set",
    "post_staged",
    "post_together",
    "propose",
    "propose_reversal",
    "reverse",
    "seal",
]
