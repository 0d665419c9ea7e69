"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

CODES = (
    "age_impossible",
    "birth_differs",
    "birth_known",
    "dead_already",
    "dependant_known",
    "dependant_not_live",
    "employer_exists",
    "employer_not_open",
    "employer_number_invalid",
    "event_after_death",
    "event_before_birth",
    "event_not_live",
    "event_taken",
    "file_not_open",
    "known_later",
    "merge_already",
    "mother_impossible",
    "nif_invalid",
    "nin_invalid",
    "nin_taken",
    "not_married",
    "nss_invalid",
    "nss_kept",
    "person_exists",
    "person_unknown",
    "purpose_missing",
    "ranks_taken",
    "rib_invalid",
    "same_person",
    "spouse_by_marriage",
    "spouses_most",
    "workers_invalid",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "people_after_birth": ("event_before_birth", "on_day"),
    "people_before_death": ("event_after_death", "on_day"),
    "people_birth_agrees": ("birth_differs", "on_day"),
    "people_event_others": ("same_person", "spouse"),
    "people_event_superseded": ("event_not_live", "event"),
    "people_event_supersedes_id_key": ("event_not_live", "event"),
    "people_event_taken_once": ("event_taken", "id"),
    "people_known_in_order": ("known_later", None),
    "people_married": ("not_married", "spouse"),
    "people_merge_once": ("merge_already", "merged"),
    "people_merge_two": ("same_person", "merged"),
    "people_mother": ("mother_impossible", "mother"),
    "people_nss_kept": ("nss_kept", "nss"),
    "people_one_birth": ("birth_known", "on_day"),
    "people_one_death": ("dead_already", "on_day"),
    "people_parents_older": ("age_impossible", "on_day"),
    "people_person_merged": ("same_person", "merged"),
    "people_person_life": ("event_before_birth", "on_day"),
    "people_person_nin_live": ("nin_taken", "nin"),
    "people_person_nss_key": ("person_exists", "nss"),
    "people_ranks_taken": ("ranks_taken", "rank"),
    "people_spouses_most": ("spouses_most", "spouse"),
    "people_tie_live": ("dependant_not_live", "dependant"),
    "people_tie_marriage": ("spouse_by_marriage", "relation"),
    "people_tie_member": ("dependant_known", "dependant"),
    "people_tie_one_a_rank": ("ranks_taken", "rank"),
    "people_tie_two": ("same_person", "dependant"),
}
"""Which refusal an invariant of the database stands for, and the field at fault."""


def translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("file_not_open", "person"))
