"""How words begin: told of a place in the midst of a line, or a line of their own."""


def sentence_case(words: str) -> str:
    """Return words with a great first letter: what is told of a place begins small."""
    return words[:1].upper() + words[1:]
