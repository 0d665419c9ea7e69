"""Import a bank statement."""
