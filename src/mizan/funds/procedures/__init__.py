"""The real path of files: waiting, loops, hand-overs, delay and its equity."""
