"""Employers, insured persons, wilayas and agencies: who they are, in both scripts."""
