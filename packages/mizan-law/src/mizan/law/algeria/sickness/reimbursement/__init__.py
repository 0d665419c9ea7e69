"""Which share of the tariff of care is paid back (law 83-11, article 59)."""
