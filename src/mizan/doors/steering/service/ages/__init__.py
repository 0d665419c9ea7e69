"""Files that wait, by age against the day promised, and the list behind each count."""
