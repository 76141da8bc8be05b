"""A project on disk: document, layers, weather; saved whole, undone step by step."""
