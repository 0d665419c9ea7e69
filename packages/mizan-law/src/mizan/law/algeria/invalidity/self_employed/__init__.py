"""Invalidity of the self-employed: total and permanent."""
