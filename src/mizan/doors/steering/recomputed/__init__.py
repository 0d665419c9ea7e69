"""What whole-award recomputation found, fund by fund, and the awards behind it."""
