"""Long work: progress, cancelling, typed events, and three ways to run it under one contract."""
