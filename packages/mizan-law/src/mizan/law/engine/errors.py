"""A statute book that can not be trusted is not loaded: each error names the place."""


class BookError(Exception):
    """A rule or a dated value is badly written (gap, overlap, missing source, float); the message names the file and the line or key."""
