"""Early retirement of workers laid off for economic reasons."""
