"""A code is right whatever separates its digits: mail readers, telephones and fingers put what they want there."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from eclore.kit.forms import CodeField
from eclore.kit.keys import plain_code
from programs.juries.forms import CodeForm, PinForm
from tenants.accounts.forms.accounts import Code, Confirm, Plain
from tests.support.browsing import code_received
from tests.support.personas import browser, person

BETWEEN = ["-", " ", "\u00a0", "\u202f", "\u2011", "\u2013", "\u2212", ".", "", " - ", "\u2009"]
FORMS = [import_string(path) for path in {**settings.ACCOUNT_FORMS, **settings.MFA_FORMS}.values()]
ASKING = [form for form in FORMS if "code" in form.base_fields]


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.mark.parametrize("between", BETWEEN)
def test_a_login_code_is_taken_however_it_is_written(auth_host, between):
    known, client = person(), browser(auth_host)
    client.post("/compte/login/", {"email": known.email})
    typed = code_received().replace("-", between)

    assert client.post("/compte/login/code/confirm/", {"code": f"\u00a0{typed} "})["Location"] == "/entrer/"


@pytest.mark.parametrize("between", BETWEEN)
def test_so_is_any_other_code(between):
    assert CodeField().clean(f"1234{between}5678") == plain_code("\uff11\uff12\uff13\uff14\u00a05678") == "12345678"


def test_every_form_that_asks_for_a_code_reads_it_so():
    """Enumerated from the settings: what `Plain` dresses reads its code as the login code is read."""
    assert len(ASKING) == 5 and all(issubclass(form, Plain) for form in ASKING)
    assert isinstance(Code(code="1234-5678").fields["code"], CodeField)
    for field in (Confirm.base_fields["code"], CodeForm.base_fields["code"], PinForm.base_fields["pin"]):
        assert isinstance(field, CodeField)
