"""The mosaics of a survey become an epoch of the project's study: what is asked, and the work."""
