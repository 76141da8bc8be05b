"""Figures of districts typed or pasted: a draft of texts, its faults, and the study's own figures.

Light: the window asks it while one types. No function here reads or writes a file.
"""
