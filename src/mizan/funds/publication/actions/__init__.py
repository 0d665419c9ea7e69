"""One legal verb a file."""

from mizan.funds.publication.actions.publish import publish
from mizan.funds.publication.actions.publish_open import publish_month, publish_open

__all__ = ["publish", "publish_month", "publish_open"]
