"""Equal shares of a death grant (law 83-11, article 50)."""
