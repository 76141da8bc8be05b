"""Plans whose strips and order are given: edited by hand, what remains, what is repeated."""
