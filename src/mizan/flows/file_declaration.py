"""The acts of filing: a yearly wage declaration, a contribution declaration, a set of yearly declarations."""

from mizan.flows.file_dac import file_dac
from mizan.flows.file_das import check_das, file_das
from mizan.flows.take_das_set import SetReceipt, take_das_set, take_folder

__all__ = ["SetReceipt", "check_das", "file_dac", "file_das", "take_das_set", "take_folder"]
