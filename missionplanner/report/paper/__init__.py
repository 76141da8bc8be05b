"""A report on paper: the content of `report.page` as PDF."""
