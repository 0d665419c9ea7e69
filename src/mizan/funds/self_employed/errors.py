"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

CODES = (
    "affiliation_ended",
    "affiliation_exists",
    "affiliation_person_unknown",
    "affiliation_unknown",
    "cessation_day",
    "rib_invalid",
    "text_missing",
    "years_declared",
)
