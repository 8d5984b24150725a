"""Full-text search over a version of a workspace: queries, the index, and what is found."""
