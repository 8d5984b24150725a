"""Files of prose as plain text, with the way back to where each stretch stands in its file."""
