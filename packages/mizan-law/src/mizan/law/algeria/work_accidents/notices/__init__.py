"""By when an accident or a disease is told, and by when the fund decides."""
