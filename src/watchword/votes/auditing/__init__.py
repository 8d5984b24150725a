"""The record audited: what does not fit in it, what explains it, and what other sources say."""
