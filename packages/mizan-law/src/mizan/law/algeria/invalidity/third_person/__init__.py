"""The supplement for the constant help of another person, for pensions and work-accident annuities alike."""
