"""Charts of the Security stage; they draw what they are given and know no session."""
