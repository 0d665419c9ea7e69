"""A whole household at once: who counts, the share of each member, the amounts, and what a remarriage passes on."""
