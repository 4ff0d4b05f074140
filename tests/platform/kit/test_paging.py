"""Pages of a list whose length is known are not counted."""

import pytest

from eclore.kit.paging import CountedPaginator


class Rows(list):
    """Rows that nobody counts."""

    ordered = True

    def count(self):
        raise AssertionError("counted again")

    def __len__(self):
        raise AssertionError("counted again")


@pytest.mark.parametrize(("asked", "expected"), [("1", [0, 1]), ("3", [4]), ("nine", [0, 1]), ("99", [4])])
def test_a_page_is_cut_without_counting(asked, expected):
    page = CountedPaginator(Rows(range(5)), 2, count=5).get_page(asked)

    assert list(page.object_list) == expected
    assert (page.paginator.num_pages, page.paginator.count) == (3, 5)
