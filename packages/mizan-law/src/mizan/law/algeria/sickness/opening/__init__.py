"""The work that opens cash benefits (law 83-11, articles 52 to 58)."""
