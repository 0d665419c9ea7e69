"""One dated value of the law."""
