"""Measures that waived surcharges: law 08-08 (2008), LFC 2015, ordinance 21-12."""
