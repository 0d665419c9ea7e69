"""At what age a person may ask for a pension, and what lowers that age."""
