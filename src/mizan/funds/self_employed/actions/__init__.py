"""One verb a file."""

from mizan.funds.self_employed.actions.affiliate import affiliate
from mizan.funds.self_employed.actions.end_affiliation import end_affiliation

__all__ = ["affiliate", "end_affiliation"]
