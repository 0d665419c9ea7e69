"""The list of debts."""
