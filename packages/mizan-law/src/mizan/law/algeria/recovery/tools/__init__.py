"""Roll, constraint, opposition, deduction on loans: clocks and effects (law 08-08, articles 45 to 68)."""
