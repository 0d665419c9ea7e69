"""Controls of spending: what each looks for, what it found, what became of it."""
