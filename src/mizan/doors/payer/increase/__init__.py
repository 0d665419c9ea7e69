"""One increase."""
