"""Landscape metrics of land cover: patch density, Shannon diversity, fractal dimension of patches.

As FRAGSTATS 4 and landscapemetrics define them: a patch is a set of cells of one class that touch
by side or corner, the border of the landscape (or of the window) counts as a patch's edge.
"""
