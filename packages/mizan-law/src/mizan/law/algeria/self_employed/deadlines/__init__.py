"""When a self-employed person declares the base and pays the contribution of a year."""
