"""How long a maternity leave lasts, from when, and by when an extension is asked for."""
