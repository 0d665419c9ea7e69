"""Who of a household is entitled on a day: each member's situation, age and means."""
