"""The list of files of awards taken over."""
