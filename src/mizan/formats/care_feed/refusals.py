"""What the taking of the feed tells of a line that could be read, in the words of this format."""

from typing import Final

DIFFERS: Final = "care_differs"
"""The id was told before, with another content."""
UNKNOWN: Final = "care_unknown"
"""No file bears the number."""
ANNULS_UNKNOWN: Final = "care_annuls_unknown"
"""Nothing that counts bears the id that the line annuls."""
AFTER_DEATH: Final = "care_after_death"
"""The civil register says that the person had died."""
DAY: Final = "care_day"
"""The day is to come, or before the birth."""
