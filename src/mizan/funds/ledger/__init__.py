"""Double-entry books, one set per fund: append only, balanced by the database, chained by a sealer."""
