"""When an annuity begins and may be revised."""
