"""Construction, public works and hydraulics: paid leave and bad-weather unemployment (CACOBATPH)."""
