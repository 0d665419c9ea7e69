"""Sentences shown to people: TOML patterns in Arabic and French with CLDR plurals, rendered without any web framework."""

from mizan.law.labels.catalogue import Labels
from mizan.law.labels.patterns import LabelError

__all__ = ["LabelError", "Labels"]
