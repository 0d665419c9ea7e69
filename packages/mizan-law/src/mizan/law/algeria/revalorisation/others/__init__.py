"""What goes with an increase: allocations, invalidity pensions and annuities, minima, the State's aid, the third person, recent awards."""
