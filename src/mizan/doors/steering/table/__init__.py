"""The minister's table: are we in balance, what moved, what will I be asked."""
