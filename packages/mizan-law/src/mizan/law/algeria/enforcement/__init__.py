"""What a duty not kept costs: late or missing declarations, late payment, workers not affiliated, fraud on benefits (83-14, 08-08)."""
