"""Contributions: declarations, dues, receipts, reconciliation and what the funds owe each other."""
