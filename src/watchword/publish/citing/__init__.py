"""References to documents and votes: as text in three styles, and as BibTeX, RIS and CSL-JSON."""
