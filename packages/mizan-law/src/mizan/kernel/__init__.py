"""Numbers, days and identifiers that the whole house stands on; standard library only."""
