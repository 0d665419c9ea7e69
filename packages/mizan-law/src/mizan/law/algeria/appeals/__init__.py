"""Disputes with the funds (law 08-08, articles 2 to 43 and 80): where to go and by when. Before it, law 83-15, which was not read."""
