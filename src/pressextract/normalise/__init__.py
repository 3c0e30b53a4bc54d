"""Surface text -> value, plain functions without spaCy."""
