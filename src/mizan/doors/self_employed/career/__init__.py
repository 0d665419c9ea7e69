"""The years their career holds."""
