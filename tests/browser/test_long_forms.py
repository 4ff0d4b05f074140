"""Nothing typed is lost, whatever the form: the tab dies, the network goes, one comes back, the session ends."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.long_forms import LONG_FORMS, SENT_NOWHERE, LongForm, written_at_length
from tests.browser.screens import COOKIES
from tests.proofs.shares import share

# A ballot waits on the tablet and leaves by itself; other words stay where they are typed.
OFFLINE = re.compile("La connexion manque|Vos notes partiront d.elles-mêmes")
SIGN_IN = re.compile("Votre session est terminée")
FOUND, KEPT = re.compile("n.est pas encore enregistré"), "Gardé sur cet appareil"
ELSEWHERE = "/accessibilite/"
# What arriving by the hand-off leaves, beside the session.
RENEWED = "r" * 32


def test_every_form_written_at_length_is_tried():
    assert written_at_length() == {each.form for each in LONG_FORMS} | SENT_NOWHERE


class Post:
    """What becomes of what the page sends: the network cuts it, the server has it, or the real one answers."""

    def __init__(self, context) -> None:
        self.mode, self.bodies = "cut", []
        context.route("**", self._routed)

    def _routed(self, route) -> None:
        if route.request.method != "POST" or self.mode == "real":
            route.continue_()
        elif self.mode == "cut":
            route.abort("internetdisconnected")
        else:
            self.bodies.append(route.request.post_data)
            route.fulfill(status=200, headers={"Eclore-State": "taken", "Eclore-Address": ELSEWHERE})


class Writer:
    """Somebody in front of one form."""

    def __init__(self, context, site, form: LongForm) -> None:
        self.context, self.form = context, form
        self.url = site.url(form.screen.host, form.path)
        self.open()

    def open(self) -> None:
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(self.url)
        self.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    @property
    def area(self):
        return self.page.locator(f"form[method=post] [name='{self.form.field}']").first

    @property
    def shape(self):
        return self.page.locator("form[method=post]").filter(has=self.page.locator(f"[name='{self.form.field}']")).first

    @property
    def state(self):
        """What stands beside the form: in it, or in the corner that the page has for it."""
        return self.page.locator(".keeping").filter(has_text=re.compile(r"\w"))

    def press(self) -> None:
        self.shape.locator("button[type=submit]").first.click()

    def sees(self, text: str, said: "re.Pattern[str] | str") -> None:
        expect(self.area).to_have_value(text)
        expect(self.state.filter(has_text=said)).to_be_visible()


@pytest.mark.parametrize("form", share("long forms", LONG_FORMS, 4), ids=str)
def test_words_survive_a_tab_a_network_and_a_session(form: LongForm, visitor, site):
    text = f"Des mots qui comptent, écrits une fois : {form.field}."
    context = visitor(form.screen.who)
    post, writer = Post(context), Writer(context, site, form)
    writer.area.fill(text)
    writer.page.wait_for_timeout(200)
    writer.page.close()
    writer.open()
    expect(writer.area).to_have_value(text)

    text += "\nEt d'autres, hors connexion."
    writer.area.fill(text)
    writer.press()
    writer.sees(text, OFFLINE)
    assert writer.page.url == writer.url

    writer.page.goto(site.url(form.screen.host, ELSEWHERE))
    writer.page.go_back()
    writer.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    expect(writer.area).to_have_value(text)

    if form.screen.who != "nobody":
        post.mode = "real"
        context.clear_cookies(name="sessionid")
        writer.press()
        writer.sees(text, SIGN_IN)
        _come_in(context, form)
    post.mode = "taken"
    writer.page.wait_for_timeout(50)
    if form.screen.who == "nobody":
        writer.press()
    else:
        writer.page.evaluate("dispatchEvent(new Event('focus'))")
    writer.page.wait_for_url(f"**{ELSEWHERE}")
    assert "hors+connexion" in post.bodies[-1] or "hors connexion" in post.bodies[-1]

    writer.page.goto(writer.url)
    writer.page.wait_for_timeout(300)
    assert writer.area.input_value() != text
    assert writer.page.evaluate("Object.keys(localStorage).filter(n => n.startsWith('eclore.kept.'))") == []


def _come_in(context, form: LongForm) -> None:
    """The session of the same person, opened again in another tab."""
    host = form.screen.host
    context.add_cookies([{**each, "path": "/"} for each in COOKIES[form.screen.who] if each["domain"] == host])
    context.add_cookies([{"name": "csrftoken", "value": RENEWED, "domain": host, "path": "/"}])
