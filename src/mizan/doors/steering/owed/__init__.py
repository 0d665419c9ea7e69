"""What is to be paid over, opened: transfers, and the receipts that make them."""
