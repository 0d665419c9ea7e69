"""A journey of controls of spending."""
