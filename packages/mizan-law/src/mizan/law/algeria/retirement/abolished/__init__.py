"""Routes that closed in 2016 and 2018; they explain pensions in payment."""
