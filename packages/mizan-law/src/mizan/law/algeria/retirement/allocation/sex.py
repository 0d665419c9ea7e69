"""The sex of a person, in questions that may leave it out."""

from typing import Final

GIVEN_MAN: Final = 1
"""Place of "m" in the choices of a sex that may be left out."""
