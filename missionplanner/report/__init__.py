"""What is handed on: charts, map sheets and the report of an analysis."""
