"""One due, with its wages for those who may see them."""
