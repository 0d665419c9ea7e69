"""Seniority, and for how many months the benefit is paid."""
