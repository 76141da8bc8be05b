"""Terms of the cost, one file each; they do not import one another."""
