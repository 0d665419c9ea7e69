"""What a maternity leave pays, and the work that opens it."""
