"""Many ideas wait for a jury: some are offered, the others are found by their number or a word."""

from eclore.kit import finding
from tenants.contexts import in_territory
from tests.factories.ideas import an_idea
from tests.factories.juries import a_jury_setup
from tests.support.personas import browser


def test_ideas_are_found_before_they_are_added(somme, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 1)
    jury_setup = a_jury_setup(somme, kind="reading", titles="A", opened=False)
    author = jury_setup.manager.at(somme)
    with in_territory(somme):
        others = [an_idea(jury_setup.jury.edition.call, author, title=title) for title in ("Cantines", "Glossaire")]
    client, address = browser(somme, jury_setup.manager), f"{jury_setup.url}passages/"

    def offered(**sought):
        return [label for _key, label in client.get(address, sought).context["form"].fields["ideas"].widget.choices]

    assert len(offered()) == 1
    assert [label.split(" · ")[1] for label in offered(q="glossaire")] == ["Glossaire"]
    assert offered(q=f"n° {others[1].number}") == offered(q="glossaire")
    assert client.post(address, {"ideas": [str(idea.pk) for idea in others]}).status_code == 302
    with in_territory(somme):
        assert jury_setup.jury.passages.count() == 3
