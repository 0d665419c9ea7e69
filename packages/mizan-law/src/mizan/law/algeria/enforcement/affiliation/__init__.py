"""Workers not affiliated: the fund's penalty (law 83-14, article 13) and the fine of the court (article 41, LFC 2015, article 59)."""
