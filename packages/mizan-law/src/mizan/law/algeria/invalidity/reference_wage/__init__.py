"""The reference wage of an invalidity pension (law 83-11, article 37)."""
