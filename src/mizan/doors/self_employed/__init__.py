"""The self-employed person's door: their year declared, what is due and by when, what was paid."""
