"""The pre-wage of apprentices by semester, who pays it, and when an apprentice is treated as a worker (law 18-10)."""
