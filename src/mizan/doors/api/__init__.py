"""The API under /api/v1: the same acts and questions as the pages, for machines with scoped tokens."""
