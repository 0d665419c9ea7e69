"""Wiring: settings, database launcher, addresses, the command line. Nothing below may import it."""
