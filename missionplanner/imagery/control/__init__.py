"""Control points: where to lay them, what was measured, what photos show of them."""
