"""Asking the law with figures of one's own."""
