"""The statute book of Algeria, read once."""

from functools import cache
from pathlib import Path

from mizan.law.engine.book import Book, load_book
from mizan.law.engine.topics import Topic, load_topics


@cache
def book() -> Book:
    """The whole book, checked. Raises BookError naming the place when a file of it is badly written."""
    return load_book(Path(__file__).parent, __package__ or "mizan.law.algeria")


@cache
def topics() -> dict[str, Topic]:
    """The questions people ask of the book, by name."""
    return load_topics(Path(__file__).parent, book())
