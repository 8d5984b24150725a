"""What the sentences of ordinary prose say: numbers, dates, tallies, positions, titles. One data file a language."""
