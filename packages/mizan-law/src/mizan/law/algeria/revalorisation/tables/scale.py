"""The measures in which the tables are written."""

from typing import Final

DA: Final = 100
"""Centimes in a dinar."""
PER_10_000: Final = 100
"""Parts per million in a ten-thousandth: 10.75 % is 1075 of them."""
