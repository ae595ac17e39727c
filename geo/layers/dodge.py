"""Zooms between which the browser lets places that overlap far out return to their true place."""

NEAR_FADE = (7.5, 9.0)
