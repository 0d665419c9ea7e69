"""Time to pay: what it depends on (law 08-08, article 88) and the instalments."""
