"""The window. Whatever it does goes through `operations`, in a process of its own.

Rooms, each knowing only those before it: `views` (what is shown, no Qt), `style`, `widgets`,
`worker` (the bridge to Qt), `session` (what is open), `map`, `dock`, `panels` and `dialogs`,
`actions`, `main_window`, `app`. `remote` and `remote_plan` run in the worker process and are only
ever named.
"""
