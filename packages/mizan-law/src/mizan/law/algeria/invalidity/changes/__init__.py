"""What becomes of an invalidity pension: suspension, end, conversion at retirement age."""
