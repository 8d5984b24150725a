"""The kinds of statement: how each is found in a sentence, and how it is judged against the record. One module a kind."""
