"""The sections of the ecological report, one file a section."""
