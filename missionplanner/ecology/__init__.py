"""What the imagery tells of a mine's ecology: indicators, indices, their change and its drivers.

Rasters here keep the FILE's order: row 0 is the north. (In the site frame, row 0 is the south.)
"""
