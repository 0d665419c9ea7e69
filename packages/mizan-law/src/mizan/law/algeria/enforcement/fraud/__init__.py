"""Fraud on benefits: fines, prison and what is paid back (law 08-08, articles 82 to 86)."""
