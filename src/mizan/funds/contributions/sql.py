"""Short words for SQL, as the whole of this app knows them; they live with the lowest app, since others write sets too."""

from mizan.funds.access.sql import Row, Values, Writes, array_of, columns, decoded, next_ids, one, one_row, rows, run

__all__ = ["Row", "Values", "Writes", "array_of", "columns", "decoded", "next_ids", "one", "one_row", "rows", "run"]
