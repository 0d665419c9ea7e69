"""The wage or income a pension is a share of."""
