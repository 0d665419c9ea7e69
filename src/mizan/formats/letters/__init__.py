"""Letters: what a person is told of a decision or asked for, in Arabic or in French, set on paper the same way each time."""

from mizan.formats.letters.compose import compose
from mizan.formats.letters.proof import ProofAsked, compose_proof
from mizan.formats.letters.types import TEMPLATE, Addressee, Amounts, Change, Decided, Increased, LetterLang, Payer
from mizan.formats.letters.typeset import typeset

__all__ = [
    "TEMPLATE",
    "Addressee",
    "Amounts",
    "Change",
    "Decided",
    "Increased",
    "LetterLang",
    "Payer",
    "ProofAsked",
    "compose",
    "compose_proof",
    "typeset",
]
