"""The letters that tell a person what is held from them or what they owe: why, on which text, until when, what to do, whom to turn to."""

from mizan.formats.letters.notices.compose import compose_held, compose_owed
from mizan.formats.letters.notices.types import NOTICE, Held, Owed

__all__ = ["NOTICE", "Held", "Owed", "compose_held", "compose_owed"]
