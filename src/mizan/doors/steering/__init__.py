"""The director's and minister's pages: the balance, and the way from each number to the centime."""
