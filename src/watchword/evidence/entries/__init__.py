"""Dictionary entries whose sentences are tested: the notation, its claims, and what the records say of each."""
