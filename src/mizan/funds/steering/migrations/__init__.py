"""Tables and walls of the app, one step a file."""
