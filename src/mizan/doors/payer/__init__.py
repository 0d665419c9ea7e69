"""The pages of who pays a fund's benefits: runs, what changed, what was found, approval, file and returns."""
