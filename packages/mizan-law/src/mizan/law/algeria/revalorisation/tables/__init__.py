"""The increases that go by brackets or by the day of award: one file each, the next one is one more file.

Each holds the wording of `revalorisation_rate` for the one day on which it takes effect; `known_from` is the day it was decided or
published, so that what was decided before, and is replayed, does not know it.
"""
