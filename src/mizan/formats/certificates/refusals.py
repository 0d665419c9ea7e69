"""What the taking of the feed tells of a line that could be read, in the words of this format."""

from typing import Final

DIFFERS: Final = "certificate_differs"
"""The id was told before, with another content."""
UNKNOWN: Final = "certificate_person_unknown"
"""No file bears the number."""
ANNULS_UNKNOWN: Final = "certificate_annuls_unknown"
"""Nothing that counts bears the id that the line annuls."""
DAY: Final = "certificate_day"
"""Signed on a day to come."""
