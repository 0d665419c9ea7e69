"""What is taken from a pension before it is paid, and when it is paid."""
