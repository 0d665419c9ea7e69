"""The care system's feed (docs/formats/care-feed.md): on which day it saw whom, a line each, and nothing else."""

from mizan.formats.care_feed.reader import read
from mizan.formats.care_feed.types import CareCheck, CareEvent, CareLine

__all__ = ["CareCheck", "CareEvent", "CareLine", "read"]
