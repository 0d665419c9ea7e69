"""The statute book, open to anybody: what the law says, since when, on which text, and what it gives for figures of one's own."""
