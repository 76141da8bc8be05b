"""From a scenario to sorties: coverage by construction, geometry by OOA, order by exact means."""
