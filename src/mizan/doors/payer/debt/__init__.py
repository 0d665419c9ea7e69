"""One debt."""
