"""Where the frozen program begins: as `python -m missionplanner` does.

The build asks it once to compile the kernels that it will ship (`--precompile`): only the frozen
program finds them by the names that they have in it.
"""

import sys

# Before anything loads numpy: it says which of OpenBLAS's kernels numpy takes.
import missionplanner  # noqa: F401

if __name__ == "__main__":
    if sys.argv[1:] == ["--precompile"]:
        from alike_names import name_alike

        from missionplanner.precompile import main as compile_kernels

        name_alike()
        sys.exit(compile_kernels())
    from missionplanner.__main__ import main

    sys.exit(main())
