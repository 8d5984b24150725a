"""The draft of an entry from evidence: sentences whose every figure is a claim. It tells no cause, and no first use beyond what is held."""
