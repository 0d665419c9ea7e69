"""The annuity of a permanent incapacity, and the lump sum of departure."""
