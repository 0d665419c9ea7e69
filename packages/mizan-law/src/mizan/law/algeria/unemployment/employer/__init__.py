"""What the employer pays to open the rights of a dismissed worker."""
