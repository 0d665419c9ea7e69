"""The yearly contribution of a self-employed person and its parts."""
