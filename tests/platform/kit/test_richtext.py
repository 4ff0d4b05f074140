"""What people write is read as they meant it, and nothing that they write acts on whoever reads it."""

from html.parser import HTMLParser

import pytest

from eclore.kit import richtext

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=//evil>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>",
    "<base href=//evil>",
    "<form action=//evil>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<xmp><script>alert(1)</script></xmp>",
    "<details open ontoggle=alert(1)>",
    "<object data=//evil>",
    "<embed src=//evil>",
    "<meta http-equiv=refresh content=0>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](javascript://%0aalert(1))",
    "[x]( javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/deconnexion/)",
    "[x](https://a 'onmouseover=alert(1)')",
    '[x](https://a "onmouseover=alert(1)")',
    "[x](https://a'onmouseover='alert(1))",
    '[x](https://a"onmouseover="alert(1))',
    "![x](https://evil.example/p.png)",
    "![x](javascript:alert(1))",
    "[![x](https://evil)](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<https://a onclick=alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "1. <svg onload=alert(1)>",
    "**<b onclick=alert(1)>**",
    "# <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<<script>alert(1)//<</script>",
    "<a\nhref=javascript:alert(1)>x",
    '"><script>alert(1)</script>',
    "'';!--\"<XSS>=&{()}",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
    '<div style="background:url(javascript:alert(1))">',
    '<a href="https://a" target=_blank>x</a>',
    "[x](https://a){onclick=alert(1)}",
    "[\u202ex](https://a)",
    "|a|b|\n|-|-|\n|<script>|x|",
]


class Seen(HTMLParser):
    """What a browser would make of it: elements with their attributes."""

    def __init__(self):
        super().__init__()
        self.elements = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))


def elements(text):
    seen = Seen()
    seen.feed(richtext.rendered(text))
    return seen.elements


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_only_text(attack):
    for tag, attributes in elements(attack):
        assert tag in richtext.TAGS
        assert set(attributes) <= {"href", "rel", "start"}
        assert attributes.get("href", "https:").startswith(("https:", "http:", "mailto:"))


def test_a_link_that_leaves_tells_nothing_and_lends_nothing():
    assert elements("[un rapport](https://exemple.fr/r?a=1&b=2)")[1] == (
        "a",
        {"href": "https://exemple.fr/r?a=1&b=2", "rel": "noopener noreferrer nofollow"},
    )


def test_what_was_typed_plainly_reads_as_before():
    assert richtext.rendered("Première ligne,\nseconde.\n\n2 * 3 < 7 & l'été") == (
        "<p>Première ligne,<br>\nseconde.</p>\n<p>2 * 3 &lt; 7 &amp; l'été</p>\n"
    )


def test_lists_emphasis_and_quotations_are_shown():
    made = richtext.rendered("Trois *raisons* :\n- **une**\n- deux\n\n> cité\n\n3. trois")

    assert [tag for tag, _ in elements("Trois *raisons* :\n- **une**\n- deux\n\n> cité\n\n3. trois")] == [
        "p",
        "em",
        "ul",
        "li",
        "strong",
        "li",
        "blockquote",
        "p",
        "ol",
        "li",
    ]
    assert '<ol start="3">' in made


def test_deep_nesting_is_answered_quickly_and_calmly():
    assert len(richtext.rendered("> " * 2000 + "x")) < 10_000
    assert len(richtext.rendered("[" * 2000 + "x" + "](" * 2000)) < 20_000
