"""A browser's own description, in words that somebody recognises: "Firefox sur Windows"."""

from django.utils.translation import gettext as _

# The first that is found names it: most browsers claim to be several others.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome/": "Chrome",
    "Chromium/": "Chromium",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "macOS",
    "Linux": "Linux",
}


def in_words(description: str) -> str:
    """The browser and what it runs on; says so when neither is known."""
    browser = next((name for mark, name in BROWSERS.items() if mark in description), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in description), "")
    if browser and system:
        return _("%(browser)s sur %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Navigateur non reconnu")
