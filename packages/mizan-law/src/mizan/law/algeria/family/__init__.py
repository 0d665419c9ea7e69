"""Family allowances, paid by CNAS for the State (decree 96-298)."""
