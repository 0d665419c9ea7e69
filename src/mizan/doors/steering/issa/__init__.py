"""The guidelines of the International Social Security Association, line by line, each with its live evidence."""
