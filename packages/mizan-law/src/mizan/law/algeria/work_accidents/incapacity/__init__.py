"""The rate of a permanent incapacity."""
