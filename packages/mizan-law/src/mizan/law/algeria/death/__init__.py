"""Death insurance: the grant of an active worker, of a pensioner, and how it is shared."""
