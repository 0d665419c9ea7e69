"""The pension of a salaried worker: rate, ceiling, minimum, and who bears what is added."""
