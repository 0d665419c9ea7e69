"""Reliefs on the employer's share for jobseekers hired (law 06-21), borne by CNAC and by the Treasury."""
