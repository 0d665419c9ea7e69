"""The least daily allowance at the full rate (law 83-11, article 22), for sickness, maternity and accidents alike."""
