"""The stages Site to Export of the window: session, panels, dock, layers."""
