"""A checked text as its reader wants it: in the terminal, as a page, as a Word file with comments, as JSON."""
