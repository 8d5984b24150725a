"""Pictures of votes for print, slides and papers: each a Vega specification, its rows, and words that say the same."""
