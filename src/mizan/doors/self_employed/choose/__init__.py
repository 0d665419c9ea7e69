"""Which affiliation the pages are about."""
