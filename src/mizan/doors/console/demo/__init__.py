"""A small invented country: what is true, what is declared of it, and 24 months of it played through the real acts."""
