"""The service a pension needs: validated quarters, credited periods, effective work."""
