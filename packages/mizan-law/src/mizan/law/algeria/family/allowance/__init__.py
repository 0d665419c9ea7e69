"""The monthly family allowance of all children together."""
