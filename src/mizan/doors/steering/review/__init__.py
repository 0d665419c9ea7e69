"""The review: what a meeting on a fund reads, as a page and as a document, from what was kept."""
