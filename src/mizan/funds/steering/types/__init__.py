"""What the app hands to others: frozen answers about instructions, adopted documents and their days."""
