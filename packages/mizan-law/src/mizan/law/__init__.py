"""The statute book: dated, sourced rules that pay, explain, check and project."""
