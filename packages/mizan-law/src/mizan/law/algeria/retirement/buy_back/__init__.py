"""Years a worker may buy to reach fifteen."""
