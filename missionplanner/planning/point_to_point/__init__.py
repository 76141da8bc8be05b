"""Routes from point to point among threats: spherical steps, searched by the osprey algorithm."""
