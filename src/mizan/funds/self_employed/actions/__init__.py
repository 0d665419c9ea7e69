"""One verb a file."""

from mizan.funds.self_employed.actions.affiliate import affiliate

__all__ = ["affiliate"]
