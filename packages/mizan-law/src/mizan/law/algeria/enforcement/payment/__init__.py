"""Late payment of contributions (law 83-14, article 24): a first rate, then one for each further month."""
