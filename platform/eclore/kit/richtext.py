"""What people write at length: emphasis, lists, quotations and links of Markdown; nothing else, no HTML, no picture.

Two walls: the parser is given no rule for HTML, and what it makes is cleaned as if a stranger had written it.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"}
SCHEMES = {"http", "https", "mailto"}
# Elsewhere learns nothing of where its reader comes from, and gains nothing by being named here.
LINKS = "noopener noreferrer nofollow"
RULES = ["newline", "escape", "entity", "emphasis", "list", "blockquote", "link"]

_parser = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": 20}).enable(RULES)


@lru_cache(maxsize=512)
def rendered(text: str) -> SafeString:
    """HTML of the project's own making; a line break stays one."""
    made = nh3.clean(
        _parser.render(text),
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=LINKS,
    )
    return mark_safe(made)  # noqa: S308  cleaned above
