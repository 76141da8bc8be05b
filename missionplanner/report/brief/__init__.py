"""The brief: a plan on paper, a page a sortie, for pilots in the field."""
