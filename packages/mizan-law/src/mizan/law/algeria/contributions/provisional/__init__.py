"""Contributions assessed provisionally when nothing was declared (law 83-14, article 15), and differences left unanswered."""
