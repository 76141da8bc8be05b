"""The stage Ecology of the window: session, panel, dock, scene."""
