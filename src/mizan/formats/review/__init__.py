"""The document of a review, set on paper: the same words give the same bytes."""

from mizan.formats.review.paper import set_on_paper

__all__ = ["set_on_paper"]
