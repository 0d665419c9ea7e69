"""The monthly supplement for a dependent spouse."""
