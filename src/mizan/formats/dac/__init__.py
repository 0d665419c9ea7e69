"""The contribution declaration (DAC), monthly or quarterly: its table read, written and checked; the rules of the keyed-in form too."""

from mizan.formats.dac.affiliation import check_affiliation
from mizan.formats.dac.rules import ABATED, BUILDING, CODES, GENERAL, KINDS, WAGES, WORKS, check
from mizan.formats.dac.table import canonical_hash, read_csv, write_csv
from mizan.formats.dac.types import AbatementLine, DacCheck, DacLine, DacReturn, Movement

__all__ = [
    "ABATED",
    "BUILDING",
    "CODES",
    "GENERAL",
    "KINDS",
    "WAGES",
    "WORKS",
    "AbatementLine",
    "DacCheck",
    "DacLine",
    "DacReturn",
    "Movement",
    "canonical_hash",
    "check",
    "check_affiliation",
    "read_csv",
    "write_csv",
]
