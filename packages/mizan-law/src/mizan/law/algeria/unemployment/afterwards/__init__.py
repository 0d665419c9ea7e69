"""What follows the benefit: care and family allowances, appeals."""
