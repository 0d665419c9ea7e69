"""What survivors receive after a death: who is entitled, the share of each, the reversion of a pension."""
