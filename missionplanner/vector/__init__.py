"""Areas, zones and lines from and to the files people have. The only user of pyogrio."""
