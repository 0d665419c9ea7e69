"""The least a pension, an allocation, a moudjahid's or an invalid's pension may be, and who bears it."""
