"""Statements about votes, true and false, made from the record: what the checker of prose is measured on."""
