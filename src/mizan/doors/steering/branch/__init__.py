"""Behind one number: employers, then dues."""
