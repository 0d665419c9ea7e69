"""The least and the greatest monthly benefit."""
