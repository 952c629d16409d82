"""A browser without JavaScript: it follows links and redirects, reads the page, fills in forms and sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from tests.client import Device, Reply

REDIRECTS_MAX = 5
VOID = frozenset({"input", "meta", "link", "br", "path", "img"})
BLOCKS = frozenset({"p", "h1", "h2", "h3", "li", "div", "section", "button", "option", "td", "th", "label", "tr"})


@dataclass
class Form:
    """`action`: as written. `fields`: name to value as they stand; of several buttons none is pressed yet."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What a reader sees, a line a block, and the forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.forms: list[Form] = []
        self.attributes: dict[str, str] = {}  # of the html element
        self._lines: list[str] = [""]
        self._hidden = 0
        self._area = ""
        self.feed(html)

    @property
    def lines(self) -> list[str]:
        return [text for line in self._lines if (text := " ".join(line.split()))]

    def form(self, action: str) -> Form:
        """The first whose action ends so."""
        return next(form for form in self.forms if form.action.endswith(action))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.attributes = given
        if tag in ("script", "style", "title"):
            self._hidden += 1
        if tag in BLOCKS or tag == "br":
            self._lines.append("")
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        if self.forms:
            self._control(self.forms[-1], tag, given)

    def _control(self, form: Form, tag: str, given: Mapping[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and name:
            form.fields[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            form.fields[name] = ""
        elif tag == "select":
            form.fields[name] = ""
        elif tag == "option" and ("selected" in given or not list(form.fields.values())[-1]):
            form.fields[list(form.fields)[-1]] = given.get("value", "")
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title"):
            self._hidden -= 1
        if tag == "textarea":
            self._area = ""
        if tag in BLOCKS:
            self._lines.append("")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data
        elif not self._hidden:
            self._lines[-1] += data


class Reader:
    """One browser. `page` is the last one read, `path` where it is, `status` how it was answered."""

    def __init__(self, device: Device, language: str = "en") -> None:
        self.device = device
        self.language = language
        self.page = Page("")
        self.path = "/"
        self.status = 0

    async def open(self, path: str) -> Page:
        """By GET, following redirects."""
        return await self._follow(await self._request("GET", path))

    async def send(self, action: str, press: tuple[str, str] | None = None, /, **fields: str) -> Page:
        """Fill in the form whose action ends so, and press its button (or the one of that name and value)."""
        form = self.page.form(action)
        assert not (unknown := fields.keys() - form.fields.keys()), f"the form has no {unknown}"
        content = urlencode({**form.fields, **fields, **dict([press] if press else [])})
        target = urljoin(self.path, form.action or self.path)
        if form.method == "get":
            return await self.open(f"{target}?{content}")
        return await self._follow(await self._request(form.method.upper(), target, content.encode()))

    async def _follow(self, reply: Reply) -> Page:
        for _ in range(REDIRECTS_MAX):
            if reply.status != 303:
                break
            where = urlsplit(urljoin(self.path, reply.headers["location"]))
            reply = await self._request("GET", f"{where.path}?{where.query}" if where.query else where.path)
        self.status = reply.status
        self.page = Page(reply.body.decode())
        return self.page

    async def _request(self, method: str, path: str, body: bytes | None = None) -> Reply:
        self.path = path
        headers = {"Accept": "text/html", "Accept-Language": self.language}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.device.base}
        return await self.device.request(method, path, body, headers)
