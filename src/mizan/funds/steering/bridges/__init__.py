"""What changed between two stretches of time and why: steps that sum exactly (docs/guarantees/review.md)."""
