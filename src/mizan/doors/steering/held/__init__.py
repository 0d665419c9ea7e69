"""Money that is laid on no due: employers' credits, and receipts to identify."""
