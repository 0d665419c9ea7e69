"""What the API shows, by subject."""
