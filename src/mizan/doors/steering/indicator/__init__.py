"""One indicator: what it counts, its series, its map, and down to what is behind it."""
