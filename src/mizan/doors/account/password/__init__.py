"""One page of the account."""
