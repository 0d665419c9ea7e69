"""Named moments of the flows at which a test can kill the process; see `mizan.funds.contributions.crashpoints`."""

from mizan.funds.contributions.crashpoints import VARIABLE, point

__all__ = ["VARIABLE", "point"]
