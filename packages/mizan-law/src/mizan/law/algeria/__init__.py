"""The social-security law of Algeria."""
