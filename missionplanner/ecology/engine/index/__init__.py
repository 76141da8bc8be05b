"""The stage `irsei`: scale, components and grades of all epochs."""
