"""What the commands do; their words are in config/console.py."""
