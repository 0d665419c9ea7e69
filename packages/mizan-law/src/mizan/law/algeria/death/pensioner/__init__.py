"""The death grant of the holder of a pension or annuity (law 83-11, article 51)."""
