"""What stands on a page until its scripts are loaded: on a slow line that takes half a minute, and a white page says
nothing of it.

It leans on three lines of Streamlit's page: its title, its style sheet and the element that it draws into. Where one is
written in another way, the page is served without what goes with it.
"""

from __future__ import annotations

import re

from geo.style.tokens import THEMES, tokens

TITLE = "<title>Streamlit</title>"
"""A tab's name until the page gives it one."""
SHEET = re.compile(r'<link rel="stylesheet"[^<>]*>')
"""Nothing is drawn before it is there, so it is asked for first of all."""
FIRST = '<meta charset="UTF-8" />'
ROOT = '<div id="root"></div>'
WORDS = '<div id="atlas-opening" role="status">Incident Atlas is opening …<i></i></div>'
_HIDDEN = "#root:not(:empty)~#atlas-opening,body:has(.ia-root) #atlas-opening{display:none}"
"""Once Streamlit has drawn anything, or the map stands there before it."""
_LOOK = (
    "#atlas-opening{position:fixed;inset:0;display:grid;place-content:center;gap:14px;font:17px system-ui,sans-serif;"
    "text-align:center;animation:atlas-opening .2s .4s both}"  # a quick page needs no word
    "#atlas-opening i{display:block;height:3px;overflow:hidden;background:color-mix(in srgb,currentColor 15%,transparent)}"
    "#atlas-opening i::after{content:'';display:block;width:30%;height:100%;background:currentColor;"
    "animation:atlas-moving 1.4s ease-in-out infinite alternate}"
    "@keyframes atlas-opening{from{opacity:0}}"
    "@keyframes atlas-moving{to{margin-left:70%}}"
    "@media(prefers-reduced-motion:reduce){#atlas-opening i::after{animation:none}}"
)


def with_opening_words(page: str) -> str:
    """Streamlit's page, which says that it opens as soon as the browser has read it, in the system's theme."""
    sheet = SHEET.search(page)
    if sheet:
        page = page.replace(sheet[0], "", 1).replace(FIRST, FIRST + sheet[0], 1) if FIRST in page else page
    page = page.replace(TITLE, "<title>Incident Atlas</title>", 1)
    return page.replace("</head>", f"<style>{_colours()}{_LOOK}{_HIDDEN}</style></head>", 1).replace(
        ROOT, ROOT + WORDS, 1
    )


def _colours() -> str:
    rules = []
    for theme in THEMES:
        found = tokens(theme)
        rule = f"#atlas-opening{{background:{found.paper};color:{found.ink}}}"
        rules.append(f"@media(prefers-color-scheme:{theme}){{{rule}}}")
    return "".join(rules)
