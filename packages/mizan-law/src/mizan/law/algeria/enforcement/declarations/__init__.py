"""Penalties for declarations late or missing: yearly wages (law 83-14, article 16) and contributions (article 15)."""
