"""Open choices of the register, each a named switch: no text of law settles them."""

BEHIND_PPM = 100_000
"""How far an indicator may be from its way before it is behind, in parts per million of the whole distance from baseline to target.

A tenth: monthly figures move with the days on which statements arrive; less would call late what the next statement mends.
"""
WORSE_PPM = 20_000
"""How much worse than its baseline an indicator without adopted target may be, in parts per million of the baseline."""
HELD_MONTHS = 2
"""The month-ends at which a target must be reached before the instruction is done.

One month-end may be an accident of when a payment fell; two in a row is the shortest time that shows it holds, and a quarter would keep the
minister waiting for what everybody sees.
"""
STALE_DAYS = 100
"""The age of the last measured month-end after which an indicator says nothing any more: three months and the days until the next is in."""
RULE = 1
"""The version of the rule of statuses; kept with each day, so that a day is computed again by the rule that made it."""
