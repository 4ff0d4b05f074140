"""A deliberation's pages with a hand and a keyboard: places counted as one chooses, rows dragged to their place."""

from tests.browser.screens import DELIBERATING, HOSTS, JURY, SITTING, Screen

NATION = HOSTS["national"]


def opened(visitor, site, path, stage):
    page = visitor("team", viewport={"width": 1280, "height": 900}).new_page()
    page.goto(site.url(NATION, Screen("national", f"{JURY}{path}", "team", stage).path))
    return page


def counted(page):
    """(places, undecided, without reasons) as the page shows them."""
    return [page.locator(f"[data-count={name}]").inner_text() for name in ("places", "undecided", "unexplained")]


def test_places_are_counted_as_one_chooses_with_keys_alone(visitor, site):
    page = opened(visitor, site, "decisions/", DELIBERATING)
    row = page.locator("tbody tr:has([type=radio])").first
    row.get_by_role("radio").last.check(force=True)
    row.locator("textarea").fill("")
    before, boxes = [int(each.split()[0]) for each in counted(page)], page.locator(".places i.on").count()
    row.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Utile.")
    taken, undecided, unexplained = (int(each.split()[0]) for each in counted(page))
    assert (taken, undecided, unexplained) == (before[0] + 1, before[1], before[2] - 1)
    assert page.locator(".places i.on").count() == boxes + 1
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    assert int(counted(page)[0].split()[0]) == before[0]


def test_a_row_takes_three_keys_besides_its_reasons_and_all_are_sent_in_one_request(visitor, site):
    page = opened(visitor, site, "decisions/?ordre=a-decider", DELIBERATING)
    rows, posts = page.locator("tbody tr:has([type=radio])"), []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    chosen = ["Digit2" if rank % 2 else "Numpad3" for rank in range(rows.count())]
    rows.first.get_by_role("link").first.focus()
    for rank, key in enumerate(chosen):
        for press in (["Tab"] if rank else []) + ["Tab", key, "ControlOrMeta+a"]:  # the last: what is kept is replaced
            page.keyboard.press(press)
        page.keyboard.type(f"Motif {rank}.")
    assert counted(page)[1:] == ["0", "0"]
    assert page.locator("[data-count=waiting]").inner_text() == str(chosen.count("Digit2"))
    assert page.locator(".waiting-rank:visible").count() == chosen.count("Digit2")
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer les décisions").click()
    told = [
        (row.locator(":checked").get_attribute("value"), row.locator("textarea").input_value()) for row in rows.all()
    ]
    values = {"Digit2": "waiting_list", "Numpad3": "not_retained"}
    assert sorted(told) == sorted((values[key], f"Motif {rank}.") for rank, key in enumerate(chosen))
    assert len(posts) == 1


def test_a_row_is_dragged_to_its_place_and_back(visitor, site):
    page = opened(visitor, site, "ordre/", SITTING)
    rows = page.locator("[data-passage]")

    def order():
        return [row.get_attribute("data-passage") for row in rows.all()]

    def drag(source, target):
        with page.expect_navigation():
            rows.nth(source).locator("td").first.drag_to(rows.nth(target).locator("td").first)

    before = order()
    drag(0, 1)
    assert order() == [before[1], before[0], *before[2:]]
    drag(1, 0)
    assert order() == before
