"""Rates of the general regime through time, also before October 2006, from where contributions are computed."""
