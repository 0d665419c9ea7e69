"""The real path of files: its map, variants, loops and hand-overs."""
