"""One journey of the officer."""
