"""What early retirement in place of the benefit costs the employer and CNAC."""
