"""The index (IRSEI) from indicators: components, orientation, scores, grades."""
