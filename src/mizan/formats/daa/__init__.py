"""The yearly declaration of a self-employed person's base (DAA): one person keyed in, or many in a table; read, written and checked."""

from mizan.formats.daa.answers import of_affiliation, of_refusal, of_taking
from mizan.formats.daa.rules import ACTIVITY_FIRST_YEAR, KINDS, check
from mizan.formats.daa.table import MAX_ROWS, read_csv, write_csv
from mizan.formats.daa.types import DaaCheck, DaaReturn, canonical_hash

__all__ = [
    "ACTIVITY_FIRST_YEAR",
    "KINDS",
    "MAX_ROWS",
    "DaaCheck",
    "DaaReturn",
    "canonical_hash",
    "check",
    "of_affiliation",
    "of_refusal",
    "of_taking",
    "read_csv",
    "write_csv",
]
