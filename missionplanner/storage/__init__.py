"""The place that writes: aside and renamed, into folders that are no links, one writer at a time.

A folder may come from a stranger. So nothing that lies in it is believed about names or places,
and nothing is ever written through a symbolic link that lies in it.
"""
