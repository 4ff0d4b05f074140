"""What somebody sends is never taken for an address, a header or a formula of ours."""

import io
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from openpyxl import load_workbook

from eclore.kit.mail import Sender, send
from tenants import hosts
from tenants.accounts.adapter import AccountAdapter
from tenants.contexts import in_programme, in_territory
from tests.budgets.addresses import ARGUMENT, all_addresses
from tests.factories.calls import an_edition
from tests.factories.ideas import an_idea
from tests.support.browsing import code_received
from tests.support.personas import browser, person

EVIL = "ailleurs.example"
AIMS = (
    f"https://{EVIL}/",
    f"//{EVIL}/",
    f"/\\{EVIL}/",
    f"///{EVIL}",
    f"https:{EVIL}",
    f"/\t/{EVIL}/",
    f"\\\\{EVIL}",
    f"https://eclore.localhost@{EVIL}/",
    f"https://eclore.localhost.{EVIL}/",
    f"javascript://{EVIL}/%0aalert(1)",
)
NAMES = (
    "next",
    "suite",
    "retour",
    "url",
    "redirect",
    "to",
    "vers",
    "back",
    "continue",
    "return_to",
    "REDIRECT_FIELD_NAME",
)
OURS = settings.BASE_HOST


def leads_elsewhere(location):
    host = urlsplit(location.replace("\\", "/")).hostname or ""
    return bool(host) and host != OURS and not host.endswith(f".{OURS}")


@pytest.mark.parametrize("kind", ["territory", "national", "auth"])
def test_no_address_can_be_made_to_lead_elsewhere(kind, somme, national, auth_host):
    site = {"territory": somme, "national": national, "auth": auth_host}[kind]
    clients = [browser(site), browser(site, person("manager", at=somme, national=("national_administrator",)))]
    led, tried = [], 0
    for address in all_addresses():
        if address.kind != kind or ARGUMENT.search(address.route) or "logout" in address.route:
            continue
        for aim in AIMS[:4]:
            query = urlencode(dict.fromkeys(NAMES, aim))
            for client in clients:
                answer, tried = client.get(f"/{address.route}?{query}"), tried + 1
                if leads_elsewhere(answer.get("Location", "")):
                    led.append((address.route, aim, answer["Location"]))

    assert led == []
    assert tried > 100


@pytest.mark.parametrize("aim", AIMS)
def test_signing_in_never_ends_elsewhere(auth_host, aim):
    client = browser(auth_host)
    known = person()
    asked = client.post(f"/compte/login/?{urlencode({'next': aim})}", {"email": known.email, "next": aim})
    entered = client.post(f"{asked['Location']}", {"code": code_received(), "next": aim})

    assert entered.status_code == 302
    assert not leads_elsewhere(entered["Location"])


@pytest.mark.parametrize("aim", ["-1", "account-home", "demo", "../demo/", "account_logout", "x" * 30, *AIMS])
def test_a_word_that_is_no_path_is_no_name_of_a_view_either(auth_host, aim):
    """What comes in `next` is where to go: whoever is in already goes on, whatever else it holds."""
    answer = browser(auth_host, person()).get("/compte/login/", {"next": aim})

    assert (answer.status_code, answer["Location"]) == (302, "/entrer/")


@pytest.mark.parametrize("aim", AIMS)
@pytest.mark.parametrize("path", ["/langue/setlang/", "/connexion/"])
def test_choosing_a_language_or_entering_never_ends_elsewhere(somme, path, aim):
    answer = browser(somme).post(path, {"language": "en", "next": aim, "suite": aim})

    assert not leads_elsewhere(answer.get("Location", ""))


@pytest.mark.parametrize(
    "host",
    [
        EVIL,
        f"{EVIL}:80",
        f"somme.{OURS}@{EVIL}",
        f"{EVIL}#.{OURS}",
        f"somme.{OURS}.{EVIL}",
        f"somme.{OURS}/{EVIL}",
        f"somme.{OURS} {EVIL}",
        f"somme.{OURS}%00.{EVIL}",
        "",
        "[::1]",
        f"x\u0131.{OURS}",
        "a" * 5000,
    ],
)
def test_a_host_that_is_nobodys_is_told_nothing(somme, host):
    answer = browser(somme).get("/connexion/?suite=/", HTTP_HOST=host)

    assert answer.status_code == 404
    assert EVIL not in f"{answer.headers}{answer.content}"


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "Forwarded", "X-Original-URL"])
def test_no_other_header_names_the_host(somme, header):
    client = browser(somme)
    value = f"host={EVIL}" if header == "Forwarded" else EVIL

    for path in ("/", "/connexion/", "/.well-known/security.txt", "/appel/", "/robots.txt"):
        answer = client.get(path, headers={header: value})
        assert EVIL not in f"{answer.headers}{answer.content}"


@pytest.mark.parametrize(
    "path", ["/connexion/?suite=/%0d%0aSet-Cookie:%20a=b", "/%0d%0aSet-Cookie:%20a=b/", "/x?%0d%0aa:b"]
)
def test_a_line_break_makes_no_header(somme, path):
    answer = browser(somme).get(path)

    assert "a" not in answer.cookies
    assert all("\r" not in value and "\n" not in value for value in answer.headers.values())


def test_a_line_break_makes_no_header_of_a_message(db):
    trick = f"Idée\r\nBcc: tous@{EVIL}\r\n\r\n<b>corps</b>"
    with in_programme():
        send(
            to_email="a@exemple.fr", subject=trick, body="Bonjour", to_name=trick, sender=Sender(trick, "b@exemple.fr")
        )
    (sent,) = mail.outbox
    message = message_from_bytes(sent.message().as_bytes(), policy=default)

    assert len(sent.recipients()) == 1 and sent.recipients()[0].endswith(" <a@exemple.fr>")
    assert sorted(set(message.keys())) == [
        "Auto-Submitted",
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Reply-To",
        "Subject",
        "To",
    ]
    assert [address.addr_spec for address in message["To"].addresses] == ["a@exemple.fr"]
    assert message["From"].addresses[0].addr_spec == f"bonjour@{OURS}"


@pytest.mark.parametrize(
    "trick",
    [
        "=?utf-8?q?=0D=0ABcc:_tous@ailleurs.example?=",
        "Idée\u2028Bcc: x@y.fr",
        "Idée\x85Bcc: x@y.fr",
        "a\x0bb\x1cc",
        "\u202eelbaifnoc",
    ],
)
def test_what_readers_of_mail_would_decode_or_break_stays_one_line_of_plain_words(db, trick):
    with in_programme():
        send(to_email="a@exemple.fr", subject=trick, body="Bonjour", to_name=trick, sender=Sender(trick))
    (sent,) = mail.outbox
    message = message_from_bytes(sent.message().as_bytes(), policy=default)
    read = [
        message["Subject"],
        *(address.display_name for address in (*message["To"].addresses, *message["From"].addresses)),
    ]

    assert [value for value in read if not str(value).isprintable()] == []
    assert message["Bcc"] is None and message["Cc"] is None


@pytest.mark.parametrize("address", ["a@b.fr\r\nBcc: c@d.fr", "a@b.fr\nX: y", "a@b.fr, c@d.fr", "a@b.fr\r\n\r\ncorps"])
def test_a_line_break_makes_no_second_recipient(auth_host, address):
    browser(auth_host).post("/compte/login/", {"email": address})

    assert all(len(sent.recipients()) == 1 and EVIL not in str(sent.message()) for sent in mail.outbox)
    assert all("\n" not in recipient for sent in mail.outbox for recipient in sent.recipients())


def test_a_name_with_line_breaks_makes_no_header_of_a_code(auth_host, monkeypatch):
    message = AccountAdapter().render_mail(
        "account/email/login_code",
        "a@exemple.fr",
        {"site": hosts.Site(hosts.TERRITORY, "x", f"Somme\r\nBcc: tous@{EVIL}", None, slug="x"), "code": "1"},
    )

    assert set(message.message().keys()).isdisjoint({"Bcc", "Cc"})


FORMULAS = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"]


def test_no_cell_of_the_exports_is_a_formula(somme):
    manager, agent = person("manager", at=somme), person("member", at=somme, name="=cmd|' /C calc'!A0")
    acting = agent.at(somme)
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        for formula in FORMULAS:
            an_idea(edition.call, acting, title=formula, direction=formula)
    client = browser(somme, manager)
    path = f"/appels/{edition.pk}/export."
    workbook = load_workbook(io.BytesIO(client.get(f"{path}xlsx").content))
    cells = [cell for row in workbook.active.iter_rows() for cell in row]
    lines = client.get(f"{path}csv").content.decode("utf-8-sig").splitlines()

    assert "f" not in {cell.data_type for cell in cells}
    assert workbook.active.max_row == len(FORMULAS) + 1 == len(lines)
    assert [
        cell for line in lines[1:] for cell in line.replace('"', "").split(";") if cell.lstrip()[:1] in tuple("=+@＝")
    ] == []
