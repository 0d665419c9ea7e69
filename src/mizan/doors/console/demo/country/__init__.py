"""The true country: employers, persons, jobs, days and wages, drawn from the seed alone."""
