"""Questions the texts leave open."""
