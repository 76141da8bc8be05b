"""Charts, one file a kind. Each takes plain numbers and returns a figure; `style` saves it.

Draw and save within `report.fonts.look()`.
"""
