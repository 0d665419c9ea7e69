"""The allowance of first-time jobseekers (finance law for 2022)."""
