"""What a manager writes under a question is words on the agents' page, never markup."""

from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.support.personas import browser, person


def test_a_hint_is_shown_as_it_was_typed(somme):
    with in_territory(somme):
        a_call().questions.update(hint='<form action="https://exemple.fr"><b>Ici</b>')
    page = browser(somme, person("member", at=somme)).get("/idees/nouvelle/").content.decode()

    assert "&lt;form action=&quot;https://exemple.fr&quot;&gt;&lt;b&gt;Ici&lt;/b&gt;" in page
    assert "<b>Ici" not in page
