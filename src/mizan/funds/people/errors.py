"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

CODES = (
    "employer_exists",
    "employer_not_open",
    "employer_number_invalid",
    "nif_invalid",
    "nss_invalid",
    "person_exists",
    "rib_invalid",
    "workers_invalid",
)
