"""Compiled inner loops on plain arrays, shared by the stages; no GIL held while they run."""
