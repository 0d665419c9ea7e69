"""What the register of persons will not have, in the words of this format: by the code of its refusal."""

from typing import Final

REFUSALS: Final = {
    "age_impossible": ("civil_age", "mother_nin"),
    "birth_differs": ("civil_birth_differs", "day"),
    "birth_known": ("civil_birth_known", "day"),
    "dead_already": ("civil_dead_already", "day"),
    "event_after_death": ("civil_after_death", "day"),
    "event_before_birth": ("civil_before_birth", "day"),
    "event_not_live": ("civil_corrects_unknown", "corrects"),
    "known_later": ("civil_known_later", "day"),
    "mother_impossible": ("civil_mother", "mother_nin"),
    "nin_taken": ("civil_nin_taken", "nin"),
    "not_married": ("civil_not_married", "spouse_nin"),
    "nss_kept": ("civil_nss_kept", "nss"),
    "person_exists": ("civil_nss_taken", "nss"),
    "person_unknown": ("civil_person_unknown", "nin"),
    "ranks_taken": ("civil_ranks_taken", "mother_nin"),
    "same_person": ("civil_same_person", "spouse_nin"),
    "spouses_most": ("civil_spouses_most", "spouse_nin"),
}
"""A code and the field it is told of. `civil_event_differs` (an id told before with another content) is the taking's own."""

DIFFERS: Final = "civil_event_differs"


def refusal_code(code: str) -> tuple[str, str] | None:
    """The format's code and field for a refusal of the register; None for one that no line can cause."""
    return REFUSALS.get(code)
