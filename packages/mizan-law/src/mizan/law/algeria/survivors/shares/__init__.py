"""The shares of law 83-12 (arts 30 to 40) over the survivors of a group; pensions and work-accident annuities use the same."""
