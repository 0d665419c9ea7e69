"""Yearly bases of the self-employed, deposited by the fund."""
