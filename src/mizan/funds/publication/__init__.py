"""What the funds publish: open figures of a month, tables of a year for the ILO and for SDG 1.3.1, kept as files with their hash."""
