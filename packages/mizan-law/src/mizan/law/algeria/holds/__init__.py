"""Payments that wait: the grounds a payment may be held on, for how long at most, and how much of it a debt may take."""
