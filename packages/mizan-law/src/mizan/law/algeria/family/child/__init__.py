"""For which child family allowances are paid."""
