"""The death grant of an active worker (law 83-11, articles 47 to 53)."""
