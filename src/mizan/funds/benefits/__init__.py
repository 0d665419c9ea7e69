"""Benefits: claims, decisions with their whole reasoning, and awards that live through time."""
