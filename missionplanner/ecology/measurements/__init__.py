"""Point measurements of a mine: dust, water, soil, as tables of places and dates."""
