"""The funds: who acts, who is known, the books, careers, contributions; an app each."""
