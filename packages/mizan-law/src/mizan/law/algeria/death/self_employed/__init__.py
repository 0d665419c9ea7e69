"""The death grant of the self-employed."""
