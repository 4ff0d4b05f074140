"""The page of a published joint jury follows its decisions home by itself, and is read without a script."""

import time

import pytest

from tests.browser.screens import HOSTS, JURY, PUBLISHED, Screen
from tests.support import databases

NATION = HOSTS["national"]
PATH = f"{Screen('national', JURY, 'team', PUBLISHED).path}publication/"
ON_ITS_WAY = "delivered_at = NULL, failures = 3, failed_at = now()"
HOME = "delivered_at = now(), failures = 3, failed_at = now()"


DELIVERS = "task_name IN ('bridge.deliver', 'bridge.sweep')"
# What would deliver waits for the end of the test: only the test brings decisions home.
HOLD = (
    "CREATE FUNCTION public.tomorrow() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN NEW.scheduled_at = now() + interval '1 day'; RETURN NEW; END $$",
    "CREATE TRIGGER tomorrow BEFORE INSERT ON public.procrastinate_jobs FOR EACH ROW"
    f" WHEN (NEW.{DELIVERS}) EXECUTE FUNCTION public.tomorrow()",
    f"UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 day' WHERE status = 'todo' AND {DELIVERS}",
)
RELEASE = (
    "DROP FUNCTION public.tomorrow CASCADE",
    f"UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' AND {DELIVERS}",
)
AT_WORK = f"SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND {DELIVERS}"


@pytest.fixture
def decisions(own_database, site):
    """`decisions(words)` puts every joint decision of the season there, where the worker leaves them."""

    def put(words):
        with databases.superuser(f"{own_database}_browser") as server:
            server.execute(f"UPDATE joint_juries_decision SET {words}")

    with databases.superuser(f"{own_database}_browser") as server:
        for each in HOLD:
            server.execute(each)
        while server.execute(AT_WORK).fetchone()[0]:
            time.sleep(0.05)
    yield put
    put("delivered_at = now(), failures = 0, failed_at = NULL")
    with databases.superuser(f"{own_database}_browser") as server:
        for each in RELEASE:
            server.execute(each)


def test_a_territory_that_fails_is_said_and_its_arrival_shows_by_itself(visitor, site, decisions):
    decisions(ON_ITS_WAY)
    page = visitor("team", viewport={"width": 1280, "height": 900}).new_page()
    page.goto(site.url(NATION, PATH))
    page.get_by_text("3 essais manqués").first.wait_for()
    page.get_by_role("button", name="Relancer").wait_for()
    page.evaluate("window.stayed = true")
    decisions(HOME)
    page.get_by_text("Chaque territoire a ses décisions.").locator("visible=true").first.wait_for(timeout=10_000)
    assert page.evaluate("window.stayed"), "the page was loaded again"
    assert page.get_by_role("button", name="Relancer").count() == 0
    assert "Chaque territoire a ses décisions." in page.locator("#delivery-said").inner_text()


def test_it_is_read_and_tried_again_without_a_script(visitor, site, decisions):
    decisions(ON_ITS_WAY)
    page = visitor("team", viewport={"width": 390, "height": 844}, java_script_enabled=False).new_page()
    page.goto(site.url(NATION, PATH))
    page.get_by_role("button", name="Relancer").click()
    page.get_by_text("3 essais manqués, un autre est demandé.").first.wait_for()
