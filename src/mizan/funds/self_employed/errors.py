"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

CODES = ("affiliation_exists", "affiliation_person_unknown", "rib_invalid")
