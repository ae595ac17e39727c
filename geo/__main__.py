"""``python -m geo``: the command line of the atlas."""

import gc
import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # else it looks through every package that is installed
gc.set_threshold(50_000, 20, 50)  # a command makes much and drops little: looking for it each 700 objects costs a tenth

from geo.cli import app  # noqa: E402

if __name__ == "__main__":
    app(prog_name="python -m geo")
