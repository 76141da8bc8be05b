"""Stages that turn an area into an ordered set of strips; they do not import one another."""
