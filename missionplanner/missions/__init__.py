"""From a plan to missions: what every file format needs, and nothing of any one format."""
