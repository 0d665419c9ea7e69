"""Files as the world writes them: pure readers, writers and checks; no database, no network, no clock."""
