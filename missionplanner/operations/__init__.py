"""What a user can do, one short function a verb; the command line and the window call these.

Each function takes a `Progress`, raises `PlannerError`s only, and returns values that pickle.
"""
