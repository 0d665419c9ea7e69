"""What a temporary incapacity pays."""
