"""What a field owes."""
