"""The self-employed affiliated to CASNOS: who they are, what they do, from when."""
