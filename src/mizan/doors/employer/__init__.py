"""The employer's pages: file, be told, see what is due and why, answer, pay."""
