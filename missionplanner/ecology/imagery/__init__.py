"""The imagery of a study as pictures."""
