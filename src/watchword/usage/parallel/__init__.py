"""Works held in several languages: their paragraphs side by side, and what is found between them."""
