"""What watches is run: Debian's Prometheus reads a live site with our files, and finds each metric that they name."""

import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml

from eclore.config.settings.base import ROOT
from tests.docs import reading
from tests.isolation.serving import free_port
from tests.operations.deployed import BASE_HOST, DEPLOY, Deployed
from tests.support.requirements import program

FILES = DEPLOY / "prometheus"
RULES = [
    rule for group in yaml.safe_load((FILES / "eclore.rules.yml").read_text())["groups"] for rule in group["rules"]
]
PANELS = json.loads((DEPLOY / "grafana/eclore.json").read_text())["panels"]
QUERIES = [rule["expr"] for rule in RULES] + [target["expr"] for panel in PANELS for target in panel["targets"]]
METRIC = re.compile(r"\b(?:(?:eclore|probe)_[a-z_]+|up)\b(?=[{) /=]|$)")
NAMED = {name for query in QUERIES for name in METRIC.findall(query)}
SECONDS = 60


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [program("promtool", "prometheus"), *arguments]
    return subprocess.run(command, cwd=FILES, capture_output=True, text=True, check=False)


def test_rules_and_configuration_are_read():
    done = promtool("check", "rules", "eclore.rules.yml")
    assert done.returncode == 0 and f"{len(RULES)} rules found" in done.stdout, done.stderr
    done = promtool("check", "config", "--syntax-only", "prometheus.yml")
    assert done.returncode == 0, done.stderr


def test_each_alert_is_raised_by_what_it_is_for_and_silent_beside_it(tmp_path):
    """And the file that says so would fail: without one rule, its alert is missed."""
    done = promtool("test", "rules", "eclore.test.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    names = [each["name"] for each in yaml.safe_load((FILES / "eclore.test.yml").read_text())["tests"]]
    alerts = [rule["alert"] for rule in RULES]
    assert sorted(names) == sorted(f"{alert} is {how}" for alert in alerts for how in ("raised", "silent"))
    one = yaml.safe_load((FILES / "eclore.test.yml").read_text())
    (tmp_path / "eclore.test.yml").write_text(yaml.safe_dump({**one, "tests": one["tests"][:1]}))
    (tmp_path / "eclore.rules.yml").write_text(yaml.safe_dump({"groups": [{"name": "eclore", "rules": RULES[1:]}]}))
    done = promtool("test", "rules", str(tmp_path / "eclore.test.yml"))
    assert done.returncode == 1 and f"alertname: {RULES[0]['alert']}" in done.stdout + done.stderr


def test_each_alert_says_what_to_do():
    page = reading.text_of("deploy/OPERATIONS.md")
    headings = {
        re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in re.findall(r"^#+ (.+)$", page, re.M)
    }
    for rule in RULES:
        path, _sign, anchor = rule["annotations"]["runbook"].partition("#")
        assert path == "deploy/OPERATIONS.md" and anchor in headings and anchor == rule["alert"].lower()
        said = re.search(rf"^#### {rule['alert']}\n\n(.+)", page, re.M)
        assert said and len(said[1]) > 80, rule["alert"]


@pytest.fixture(scope="module")
def site(installed, tmp_path_factory) -> Iterator[Deployed]:
    """The web service behind the proxy, from here: what deploy/build.sh makes of a bare folder is tried elsewhere."""
    program("caddy", "caddy")
    made = Deployed(ROOT, installed, tmp_path_factory.mktemp("watched"))
    made.web["DATABASE_URL"] = installed.url("eclore_app")
    made.manage("catalogue", "compile")
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    with made.web_running(), made.caddy_running():
        made.await_ready()
        yield made


@pytest.fixture(scope="module")
def prometheus(site, tmp_path_factory) -> Iterator[int]:
    """Prometheus and its prober with our files, ports apart; gives the port that is asked."""
    folder, port, prober = tmp_path_factory.mktemp("prometheus"), free_port(), free_port()
    written = (FILES / "prometheus.yml").read_text()
    for said, here in (
        ("scrape_interval: 30s", "scrape_interval: 1s"),
        ("scrape_timeout: 10s", "scrape_timeout: 1s"),
        ("evaluation_interval: 30s", "evaluation_interval: 1s"),
        ("/etc/prometheus/eclore.rules.yml", str(FILES / "eclore.rules.yml")),
        ("127.0.0.1:8000", f"127.0.0.1:{site.web_port}"),
        ("127.0.0.1:9115", f"127.0.0.1:{prober}"),
        ("https://eclore.example.gouv.fr/", f"https://127.0.0.1:{site.https_port}/"),
    ):
        assert said in written
        written = written.replace(said, here)
    (folder / "prometheus.yml").write_text(written)
    # No name server knows the test's host, nor anybody Caddy's own authority.
    modules = yaml.safe_load((FILES / "blackbox.yml").read_text())
    trusted = {"ca_file": str(site.authority), "server_name": BASE_HOST}
    modules["modules"]["eclore"]["http"] |= {"tls_config": trusted, "headers": {"Host": BASE_HOST}}
    (folder / "blackbox.yml").write_text(yaml.safe_dump(modules))
    probing = [
        program("prometheus-blackbox-exporter", "prometheus-blackbox-exporter"),
        *(f"--config.file={folder}/blackbox.yml", f"--web.listen-address=127.0.0.1:{prober}"),
    ]
    watching = [
        program("prometheus", "prometheus"),
        *(f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data"),
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with site.running("prober", probing, {}), site.running("prometheus", watching, {}):
        await_that(lambda: asked(port, "count(up == 1) == 2"), site)
        yield port


def asked(port: int, query: str) -> list[dict[str, object]]:
    """What Prometheus answers; nothing while it is not there yet."""
    address = f"http://127.0.0.1:{port}/api/v1/query?{urlencode({'query': query})}"
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return json.load(answer)["data"]["result"]
    except urllib.error.HTTPError as error:
        pytest.fail(f"{query}: {error.read().decode()}")
    except OSError:
        return []


def await_that(holds: Callable[[], object], site: Deployed) -> None:
    until = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < until, site.said("prometheus") + site.said("prober") + site.said("web")[-2000:]
        time.sleep(0.5)


def names(port: int) -> set[str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/label/__name__/values", timeout=10) as answer:
        return set(json.load(answer)["data"])


def test_a_live_site_tells_every_metric_that_rules_and_the_dashboard_name(site, prometheus):
    assert len(NAMED) > 20 and "eclore_queue_age_seconds" in NAMED
    for _time in range(650):  # one network asks the API more than it may
        if site.ask("/api/v1/territories/").status == 429:
            break
    await_that(lambda: names(prometheus) >= NAMED, site)
    for query in QUERIES:
        asked(prometheus, query)
    assert asked(prometheus, 'sum(eclore_requests_total{host="national"}) > 0')


def test_the_page_and_the_certificate_are_looked_at_from_outside(site, prometheus):
    await_that(lambda: asked(prometheus, 'probe_success{job="eclore-site"} == 1'), site)
    assert asked(prometheus, "probe_ssl_earliest_cert_expiry - time() > 0")


def test_a_database_that_stops_is_told_and_pending(site, prometheus, installed):
    installed.cluster.stop()
    try:
        alert = 'ALERTS{alertname="EcloreDatabaseAway"}'
        await_that(lambda: asked(prometheus, alert), site)
    finally:
        installed.cluster.start()
    await_that(lambda: asked(prometheus, "eclore_database_up == 1"), site)


def test_the_dashboard_is_one_that_grafana_reads():
    """Panels beside each other, each with its source and its queries."""
    taken = [
        (x, y)
        for panel in PANELS
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(taken) == len(set(taken)) and max(x for x, _y in taken) < 24
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    assert {panel["datasource"]["uid"] for panel in PANELS} == {"${source}"} and all(p["targets"] for p in PANELS)
    assert Path(DEPLOY / "grafana/eclore.json").read_text().endswith("}\n")
