"""The only place where rooms meet: registries, ingest with its per-document error boundary, matching, and the joined trace."""
