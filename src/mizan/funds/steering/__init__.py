"""What is asked of the funds: instructions, adopted documents, the review."""
