"""Every screen of the journey in a real browser: accessible, silent, light, on any width, in both schemes."""

from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import Watch, close
from tests.browser.screens import Screen, screens

WIDE, PHONE, NARROW = ({"width": width, "height": 900} for width in (1280, 390, 320))
REQUESTS, BYTES = 10, 100_000
FOLLOWS = "/etat/"  # what a page of a session asks each second once it is there
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async rules => (await axe.run(document, {runOnly: {type: rules.kind, values: rules.values},
    resultTypes: ["violations"]})).violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ") + " " +
    (n.any[0] ? n.any[0].message : "")).slice(0, 4).join(" | "))"""
LISTENS = """window.violations = []; addEventListener("securitypolicyviolation", event =>
    window.violations.push(event.effectiveDirective + ": " + event.blockedURI + " " + event.sample))"""
OVERFLOWS = """() => { const wide = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth <= wide ? [] : [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > wide + 1).map(e => e.tagName + "." + e.className).slice(0, 5) }"""


@pytest.fixture(scope="module")
def pages(browser, site):
    """A page for each persona, kept open from screen to screen."""
    from tests.browser.screens import COOKIES

    found = {}
    for who, cookies in COOKIES.items():
        context = browser.new_context(locale="fr-FR", reduced_motion="reduce", viewport=WIDE, bypass_csp=False)
        context.add_cookies([{**cookie, "path": "/"} for cookie in cookies])
        context.add_init_script(LISTENS)
        found[who] = Watch(context.new_page())
    yield found
    for watch in found.values():
        close(watch.page.context)


def opened(screen: Screen, pages, site) -> Watch:
    watch = pages[screen.who]
    watch.page.set_viewport_size(WIDE)
    watch.page.emulate_media(color_scheme="light")
    watch.start()
    answer = watch.page.goto(site.url(screen.host, screen.path))
    assert answer.status == 200, f"{screen}: {answer.status}"
    assert urlsplit(watch.page.url).path == screen.path.partition("?")[0], f"{screen} leads to {watch.page.url}"
    watch.page.wait_for_load_state("networkidle")
    return watch


def violations(page, **rules) -> list[str]:
    return page.evaluate(LOOK, rules)


@pytest.mark.parametrize("screen", screens(), ids=str)
def test_a_screen_is_accessible_silent_and_light(screen: Screen, pages, site, axe) -> None:
    watch = opened(screen, pages, site)
    page, found = watch.page, {}
    found["complaints"], found["third parties"] = list(watch.complaints), watch.elsewhere()
    needed = [address for address in watch.asked if not address.endswith(FOLLOWS)]
    found["requests"] = needed if len(needed) >= REQUESTS else []
    found["bytes"] = watch.weight if watch.weight >= BYTES else 0
    found["refused by the policy"] = page.evaluate("violations")
    page.evaluate(axe)
    found["light, wide"] = violations(page, kind="tag", values=RULES)
    page.emulate_media(color_scheme="dark")
    found["dark, wide"] = violations(page, kind="rule", values=["color-contrast"])
    page.set_viewport_size(PHONE)
    found["dark, phone"] = violations(page, kind="tag", values=RULES)
    page.emulate_media(color_scheme="light")
    found["light, phone"] = violations(page, kind="rule", values=["color-contrast"])
    page.set_viewport_size(NARROW)
    found["wider than 320 px"] = page.evaluate(OVERFLOWS)
    assert {name: value for name, value in found.items() if value} == {}


def test_the_policy_is_in_force_and_its_refusals_are_heard(pages, site) -> None:
    """Else the silence of the screens would prove nothing."""
    page = opened(Screen("territory", ""), pages, site).page
    page.evaluate("""() => document.body.insertAdjacentHTML("beforeend",
        "<p style='color: red' onclick='1'>x</p><img src='https://ailleurs.example/x.png'>")""")
    page.evaluate("""() => { const script = document.createElement("script"); script.textContent = "window.ran = 1";
        document.body.append(script) }""")
    page.wait_for_function("violations.length >= 4")

    refused = {violation.split(":")[0] for violation in page.evaluate("violations")}
    assert refused >= {"style-src-attr", "script-src-attr", "script-src-elem", "img-src"}
    assert page.evaluate("window.ran === undefined")
