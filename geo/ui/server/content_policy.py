"""What a browser may load and run on what the server answers (Content-Security-Policy). No other host is in it.

A page's own inline scripts, Streamlit's and ours, are allowed by a hash of each: whatever else gets into a page does
not run. What leans on how Streamlit writes its page is checked when the server starts (``page_faults``). Why each
source is there: docs/decisions/0031.
"""

from __future__ import annotations

import base64
import hashlib
import re

from geo.ui.server.server_settings import ServerSettings

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
_OTHER_HOST = re.compile(r"\s(?:src|href)\s*=\s*[\"']?(?:[a-z]+:)?//", re.IGNORECASE)
_DATA_BLOCK = re.compile(r"type\s*=\s*[\"']?application/json", re.IGNORECASE)

_PAGE = (
    "default-src 'none'",
    # blob: components are modules that Streamlit makes of a text. WebAssembly: it reads 64-bit numbers with it.
    "script-src 'self' blob: 'wasm-unsafe-eval'{hashes}",
    # Streamlit, the map and our components write their styles into the page.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    # blob: the map's renderer makes its threads of a text.
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors {ancestors}",
)
_FILE = (
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors {ancestors}",
)


def page_policy(page: str, settings: ServerSettings) -> str:
    """The policy of a document of Streamlit, whose inline scripts are allowed; ``page`` is empty for scripts and for
    threads, which have none."""
    hashes = "".join(f" '{_hash(text)}'" for text in inline_scripts(page))
    return "; ".join(_PAGE).format(hashes=hashes, ancestors=settings.frame_ancestors)


def story_policy(settings: ServerSettings) -> str:
    """The policy of a page that the atlas made to be taken away: all of it is inside, and it reaches nothing of the
    atlas (the sandbox gives it no origin)."""
    parts = ("sandbox allow-scripts", "script-src 'unsafe-inline'", *_FILE)
    return "; ".join(parts).format(ancestors=settings.frame_ancestors)


def file_policy(settings: ServerSettings) -> str:
    """The policy of all else: opened as a document, a drawing or a table runs nothing."""
    return "; ".join(("sandbox", *_FILE)).format(ancestors=settings.frame_ancestors)


def inline_scripts(page: str) -> list[str]:
    """The texts of a page's scripts that a browser would run."""
    found = _SCRIPT.findall(_COMMENT.sub("", page))
    return [text for attributes, text in found if "src=" not in attributes and not _DATA_BLOCK.search(attributes)]


def page_faults(page: str) -> list[str]:
    """What in a page the policy would stop, in a sentence each; none where the page fits."""
    tags = _TAG.findall(_COMMENT.sub("", page))
    handlers = [tag[:100] for tag in tags if _HANDLER.search(tag)]
    strangers = [tag[:100] for tag in tags if _OTHER_HOST.search(tag)]
    said = [
        f"Streamlit's page runs a script in an attribute, which browsers are told not to run: {tag}" for tag in handlers
    ]
    said += [f"Streamlit's page asks another host, which browsers are told not to ask: {tag}" for tag in strangers]
    return said


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
