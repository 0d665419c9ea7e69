"""The annual declaration of wages and workers (DAS): its pair of fixed-width files read, checked and written."""

from mizan.formats.das.check import check_pair
from mizan.formats.das.names import FileNames, names_for
from mizan.formats.das.types import DasCheck, DasHeader, DasRow, KnownPerson, QuarterPay, Register, Rows, WaitingLine
from mizan.formats.das.write import write_pair

__all__ = [
    "DasCheck",
    "DasHeader",
    "DasRow",
    "FileNames",
    "KnownPerson",
    "QuarterPay",
    "Register",
    "Rows",
    "WaitingLine",
    "check_pair",
    "names_for",
    "write_pair",
]
