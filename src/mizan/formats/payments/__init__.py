"""Payment files: orders written in the shape a bank takes, and what banks answer read back."""

from mizan.formats.payments.profiles import profiles, write
from mizan.formats.payments.returns import read
from mizan.formats.payments.types import Order, Payment, Returned, ReturnsCheck

__all__ = ["Order", "Payment", "Returned", "ReturnsCheck", "profiles", "read", "write"]
