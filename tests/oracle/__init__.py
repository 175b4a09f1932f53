"""A second, naive reading of the status rules, kept apart from the engine it checks."""
