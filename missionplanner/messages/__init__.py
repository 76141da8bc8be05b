"""What is said to people: a code with its values, and the sentences, one catalogue a language."""
