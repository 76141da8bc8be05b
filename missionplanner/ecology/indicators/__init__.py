"""The indicators of the remote sensing ecological index, one file each; they know no siblings."""
