"""Below the map: height profile, sorties, convergence."""
