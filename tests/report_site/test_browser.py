"""The site in a real browser: no console errors, nothing requested, filters, search, links and languages work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.report import synthetic
from lawkit.report.site import MAIN_PAGES, write_site

playwright_api = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install -e '.[browser]'"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site of middle size, as a file address."""
    return write_site(synthetic(6, 600, 900), tmp_path_factory.mktemp("browser") / "report").parent.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests here."""
    with playwright_api.sync_playwright() as api:
        chromium = api.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test on any console error or any request outside the site."""
    context = browser.new_context(bypass_csp=True)  # the test tools evaluate scripts of their own
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else wrong.append(r.url))
    yield page
    context.close()
    assert wrong == []


def main_url(site: str, name: str) -> str:
    """Address of a main page."""
    return f"{site}/{'index' if name == 'overview' else name}.html"


def test_each_page_is_clean_under_its_own_content_policy(site: str, browser: Any) -> None:
    """With the content policy in force no page logs an error, and the findings' data still loads."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    for name in MAIN_PAGES:
        page.goto(main_url(site, name))
    page.goto(f"{site}/overlaps.html")
    page.locator("#f-count", has_text="/ 900").wait_for()
    context.close()
    assert wrong == []


@pytest.mark.parametrize("name", MAIN_PAGES)
def test_page_loads_and_is_accessible(site: str, page: Any, name: str) -> None:
    """Each main page loads cleanly and has no serious accessibility violation."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: pip install -e '.[browser]'"
    )
    page.goto(main_url(site, name))
    assert page.locator("h1").count() == 1
    violations = [
        v
        for v in axe.Axe().run(page, options={"preload": False}).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []


def test_article_and_findings_pages_are_accessible(site: str, page: Any) -> None:
    """The inner pages are as clean as the main ones."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: pip install -e '.[browser]'"
    )
    for path in ("acts/MODEL001-rus/index.html", "acts/MODEL001-rus/art_1.html", "findings/1.html"):
        page.goto(f"{site}/{path}")
        violations = [
            v
            for v in axe.Axe().run(page, options={"preload": False}).response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert [(path, v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []


def test_filters_narrow_the_findings(site: str, page: Any) -> None:
    """Kind, tier, act and words narrow the table, and the count says so."""
    page.goto(f"{site}/overlaps.html")
    page.wait_for_function("document.querySelector('#f-count').textContent.includes('/ 900')")
    page.select_option("#f-code", "duplicate")
    page.wait_for_function("document.querySelector('#f-count').textContent.includes('/ 180')")
    page.select_option("#f-tier", "certain")
    page.wait_for_function("document.querySelector('#f-count').textContent.includes('/ 60')")
    page.fill("#f-text", "нетакогослова")
    page.wait_for_function("document.querySelector('#f-count').textContent.includes('/ 0')")


def test_show_more_shows_more(site: str, page: Any) -> None:
    """The table starts with 200 rows and grows on demand."""
    page.goto(f"{site}/overlaps.html")
    page.wait_for_function(
        "document.querySelectorAll('#findings tbody tr').length === 200 && document.querySelector('#f-count').textContent"
    )
    page.click("#f-more")
    page.wait_for_function("document.querySelectorAll('#findings tbody tr').length === 600")


def test_link_from_the_overview_presets_the_filter(site: str, page: Any) -> None:
    """A kind on the first page opens the table with that kind chosen."""
    page.goto(f"{site}/index.html")
    page.locator("a[href*='code=duplicate']").first.click()
    page.wait_for_function(
        "document.querySelector('#f-code').value === 'duplicate' && document.querySelector('#f-count').textContent.includes('/ 180')"
    )


def test_search_finds_inflected_words_and_leads_there(site: str, page: Any) -> None:
    """A word in another case form finds the article; the hit opens it."""
    page.goto(f"{site}/index.html")
    page.fill("#q", "оператором")
    page.wait_for_selector("#results li a")
    page.locator("#results li a").first.click()
    page.wait_for_url("**/acts/**")
    assert "оператор" in page.locator("article").inner_text()


def test_language_switch_is_kept(site: str, page: Any) -> None:
    """The chosen language holds on the next page."""
    page.goto(f"{site}/index.html")
    assert "Пересечения" in page.locator("nav").first.inner_text()
    page.click(".languages [data-ui=kaz]")
    assert "Қабаттасулар" in page.locator("nav").first.inner_text()
    page.goto(f"{site}/gaps.html")
    assert page.locator("h1").inner_text() == "Олқылықтар"


def test_deep_link_marks_the_provision(site: str, page: Any) -> None:
    """A link to a point opens its article with the point marked."""
    page.goto(f"{site}/acts/MODEL001-rus/art_1.html#art_1__para_2")
    assert page.evaluate("document.querySelector(':target').id") == "art_1__para_2"


def test_reads_without_javascript(site: str, browser: Any) -> None:
    """Without scripts the tables and texts are there, and dead controls are hidden."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/overlaps.html")
    assert page.locator("#findings tbody tr").count() == 200
    assert not page.locator(".filters").is_visible()
    context.close()


def test_narrow_window_has_no_sideways_scroll(site: str, browser: Any) -> None:
    """On a narrow window only wide tables scroll, not the page."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    for name in (*[main_url("", n)[1:] for n in MAIN_PAGES], "acts/MODEL001-rus/art_1.html", "findings/1.html"):
        page.goto(f"{site}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), name
    context.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of the demonstration acts: several checklists, three languages, findings of all kinds."""
    from lawkit.commands.run import run
    from lawkit.resources import resource

    folder = tmp_path_factory.mktemp("demo")
    run([resource("corpus", "demo")], folder / "lawkit.db", folder / "report")
    return (folder / "report").as_uri()


@pytest.mark.parametrize("width", [390, 1400])
def test_the_demonstration_report_is_clean_wide_and_narrow(demo: str, browser: Any, width: int) -> None:
    """Each kind of page: no console error, no request outside, no serious violation, no sideways scroll."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: pip install -e '.[browser]'"
    )
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else wrong.append(r.url))
    inner = [
        "acts/M0000001-rus/index.html",
        "acts/M0000001-kaz/art_7-1.html",
        "findings/1.html",
        "map/M0000001-rus.html",
    ]
    for name in [*(main_url("", n)[1:] for n in MAIN_PAGES), *inner]:
        page.goto(f"{demo}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), name
        violations = [
            v
            for v in axe.Axe().run(page, options={"preload": False}).response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert [(name, v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []
    context.close()
    assert wrong == []
