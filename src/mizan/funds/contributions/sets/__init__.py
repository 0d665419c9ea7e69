"""Many filings at once: whole columns into staging, then set-wise statements."""
