"""Shared words: what a place, an area, an aircraft, a sensor, weather and a mission are.

Saved and typed-in things are frozen pydantic models; computed things are frozen dataclasses
over numpy arrays. Nothing here reads a file or computes a plan.
"""
