"""Contributions beside the general regime: voluntary affiliates, construction leave and bad weather, and what a base is made of."""
