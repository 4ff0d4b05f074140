"""The address of each row of a page is the one that Django would look up."""

from uuid import uuid4

import pytest
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, reverse

from eclore.kit.addresses import by_key

TERRITORY = "eclore.config.urls.territory"


@pytest.fixture(autouse=True)
def on_a_territory(settings):
    settings.ROOT_URLCONF = TERRITORY


@pytest.mark.parametrize("name", ["ideas-detail", "ideas-callback-answer"])
def test_every_row_has_the_address_that_its_key_is_looked_up_by(name):
    address, keys = by_key(name), [uuid4() for _ in range(3)]

    assert [address(key) for key in keys] == [reverse(name, args=[key]) for key in keys]


def test_an_address_begins_where_the_site_does():
    with override_script_prefix("/eclore/"):
        assert by_key("ideas-detail")(key := uuid4()) == f"/eclore/idees/{key}/"


def test_a_page_that_there_is_not_has_no_address():
    with pytest.raises(NoReverseMatch):
        by_key("ideas-nowhere")
