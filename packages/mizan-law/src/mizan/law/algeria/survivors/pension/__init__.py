"""The reversion of a monthly pension to a group of survivors, with the minimum of the whole."""
