"""A person's own account: their password, their sessions, the tokens of their machines."""
