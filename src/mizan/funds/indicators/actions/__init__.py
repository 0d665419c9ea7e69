"""One legal verb a file."""
