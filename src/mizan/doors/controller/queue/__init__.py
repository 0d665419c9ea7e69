"""Receipts to identify."""
