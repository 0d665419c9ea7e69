"""What is paid over to each fund."""
