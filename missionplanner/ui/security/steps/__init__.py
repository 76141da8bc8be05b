"""The steps of the Security panel."""
