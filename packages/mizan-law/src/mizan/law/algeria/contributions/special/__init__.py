"""Persons outside the general rates: exempt, paid for by the State, particular activities, disabled workers hired."""
