"""What a browser is told about our pages: to load and run nothing, and to show them in no frame."""

import base64
import hashlib
from collections.abc import Mapping

_YEAR_S = 365 * 24 * 3600


def security_headers(style: str, public_base_url: str) -> Mapping[str, str]:
    """The headers of every page; `style` is the one style sheet, which stands in the page itself."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    headers = {
        "Content-Security-Policy": "; ".join(policy),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if public_base_url.startswith("https://"):
        headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
    return headers
