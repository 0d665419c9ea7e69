"""When pensions are paid in the month."""
