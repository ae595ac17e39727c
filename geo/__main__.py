"""``python -m geo``: the command line of the atlas."""

from geo.cli import app

if __name__ == "__main__":
    app(prog_name="python -m geo")
