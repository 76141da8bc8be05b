"""The frame of the window: what stages there are, and what walks them."""
