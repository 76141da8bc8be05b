"""What changes over the epochs of a study: the stages `trend` and `zones`."""
