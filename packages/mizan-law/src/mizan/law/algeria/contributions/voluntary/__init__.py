"""Voluntary affiliates: active, not liable, who pay the whole contribution themselves for three years at most."""
