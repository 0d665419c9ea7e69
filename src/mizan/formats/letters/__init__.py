"""The letter of a decision: what a person is told, in Arabic or in French, set on paper the same way each time it is asked for."""

from mizan.formats.letters.compose import compose
from mizan.formats.letters.types import TEMPLATE, Addressee, Amounts, Change, Decided, Increased, LetterLang, Payer
from mizan.formats.letters.typeset import typeset

__all__ = ["TEMPLATE", "Addressee", "Amounts", "Change", "Decided", "Increased", "LetterLang", "Payer", "compose", "typeset"]
