"""Income tax (IRG) on the pension of a retiree, through time; where the scale of a period was not found, it is refused."""
