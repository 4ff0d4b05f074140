"""The four pictures of the README, taken from a demonstration that runs: `python -m tests.browser.pictures [PORT]`.

Each person is played by the demonstration's own one-click entrance, and finds the page by its links.
"""

import io
import re
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browser import chromium

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
HEAVIEST = 200_000
HOST = "eclore.localhost"


def main(port: int) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium.opened() as browser:
        for name, (width, height), go in (
            ("agent", (390, 844), _idea_form),
            ("juror", (820, 1180), _marking_page),
            ("manager", (1280, 900), _board),
            ("coach", (1280, 900), _portfolio),
        ):
            context = browser.new_context(
                locale="fr-FR", viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            page = context.new_page()
            go(page, port)
            page.wait_for_load_state("networkidle")
            page.evaluate("document.activeElement && document.activeElement.blur()")
            _keep(page.screenshot(), FOLDER / f"{name}.png")
            context.close()


def _play(page: Any, port: int, name: str) -> None:
    page.goto(f"http://compte.{HOST}:{port}/demo/")
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    page.get_by_role("button", name=re.compile(name)).first.click(no_wait_after=True)
    page.wait_for_url(lambda url: "compte." not in url, timeout=60_000)
    page.wait_for_load_state("load")


def _idea_form(page: Any, port: int) -> None:
    """Somme's call is open: the first question of a draft that has begun."""
    _play(page, port, r"Équipe n° 101, membre 1, Somme")
    page.goto(f"http://somme.{HOST}:{port}/idees/nouvelle/")
    text = (
        "Chaque année, des centaines de familles du département renoncent à l'aide au transport scolaire : le dossier"
        " demande sept pièces et un déplacement."
    )
    page.get_by_label("En quelques lignes").fill(text)
    page.wait_for_timeout(2500)


def _marking_page(page: Any, port: int) -> None:
    """The Nord's jury hears teams this week: a passage half marked."""
    _play(page, port, r"Membre du jury n° 2, Nord")
    page.goto(f"http://nord.{HOST}:{port}/jurys/")
    page.locator("tbody th a").first.click()
    page.locator("a[href*='/passages/']").first.click()
    for group in page.locator("fieldset.criterion").all()[:2]:
        group.locator("input").nth(3).check()
    page.evaluate("scrollTo(0, 0)")


def _board(page: Any, port: int) -> None:
    """Somme's edition: who waits for an answer, who blocks."""
    _play(page, port, r"Chargée de programme, Somme")
    page.goto(f"http://somme.{HOST}:{port}/appels/")
    page.locator("main a[href*='/appels/'][href$='/']:not([href$='nouveau/'])").first.click()


def _portfolio(page: Any, port: int) -> None:
    _play(page, port, r"Coach nationale")
    page.goto(f"http://{HOST}:{port}/portefeuille/")


def _keep(picture: bytes, file: Path) -> None:
    """As few colours as the eye needs."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(colors=192, dither=Image.Dither.NONE)
    image.save(file, optimize=True)
    size = file.stat().st_size
    assert size < HEAVIEST, f"{file.name} weighs {size} bytes"
    sys.stdout.write(f"{file.name}: {size // 1000} kB\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
