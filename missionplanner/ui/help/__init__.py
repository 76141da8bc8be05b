"""The manual in the window: pages that ship with the program, shown without a network."""
