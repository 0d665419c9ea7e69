"""The yearly base of a self-employed person, between a floor and a ceiling."""
