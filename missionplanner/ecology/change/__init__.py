"""The compiled inner loops of change over the epochs, and the tables they are handed."""
