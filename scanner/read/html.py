"""HTML: what a person sees, and what the page holds besides: attributes, comments, metadata, scripts, hidden parts."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from scanner.model import Role
from scanner.read import data_uri
from scanner.read.decode import NotText, decode
from scanner.read.draft import Context, Draft, FlowWriter, NotThisFormat
from scanner.read.html_tables import Tables, is_data_table
from scanner.read.json_text import add_embedded, add_json
from scanner.read.plain import add_lines
from scanner.read.source import Source

_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "legend", "li", "main", "nav", "noscript", "ol", "option", "p", "pre", "section", "select", "summary", "table",
        "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul",
    ]
)  # fmt: skip
_SILENT = frozenset(["script", "style"])
_SVG_SPOKEN = frozenset(["svg", "g", "a", "text", "tspan", "title", "desc", "foreignobject"])
_ATTRIBUTES = frozenset(["alt", "title", "placeholder", "content", "aria-label", "label", "summary", "datetime"])
_FORM = frozenset(["input", "button", "option", "param", "select", "textarea"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile(r"display:none|visibility:hidden|font-size:0(?:px|pt|em|%)?(?:;|$)|opacity:0(?:;|$)|mso-hide:all")
_CHECK = 4096


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add visible text by paragraph, tables as tables, and attributes, comments and scripts as metadata.

    Raises NotThisFormat for binary bytes.
    """
    data = source.data()
    try:
        text, _ = decode(data, declared_charset(data))
    except NotText:
        raise NotThisFormat from None
    add_html(draft, text, context=context)


def declared_charset(data: bytes) -> str | None:
    """Return the character set that a page names in its first 4,096 bytes."""
    found = _CHARSET.search(data[:4096]) or _XML_CHARSET.match(data[:4096])
    return found.group(1).decode("ascii") if found else None


def add_html(draft: Draft, text: str, place: str = "", context: Context | None = None) -> None:
    """Add the content of HTML text; `place` replaces paragraph numbers where the page is part of something else.

    With a context, pictures that are written into the page become parts of their own, and time is kept.
    Raises NotThisFormat when nothing can be made of it.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    # Answers quoted in answers nest deeper than the 256 levels of a parser without `huge_tree`, and what is below is dropped.
    parser = lxml_html.HTMLParser(recover=True, no_network=True, huge_tree=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text if text.strip() else "<p></p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise NotThisFormat from None
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        # The parser drops everything from there on; the words without the markup are better than none.
        add_lines(draft, unescape(re.sub(r"<[^<>]*>", "\n", text)))
        return
    page = _Page(place, context)
    try:
        page.walk(root)
    finally:
        page.into(draft)
    if context is not None:
        for number, content in enumerate(page.contents, 1):
            context.read_child(draft, f"picture {number}", f"{place} image {number}".strip(), content)


class _Lines:
    """Running text, cut into lines at block elements."""

    def __init__(self, place: str, word: str) -> None:
        self._flow = FlowWriter()
        self._line: list[str] = []
        self._place = place
        self._word = word
        self._number = 0

    def text(self, text: str | None) -> None:
        if text:
            self._line.append(_SPACE.sub(" ", text))

    def end(self) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip(" ")
        self._line = []
        if line:
            self._number += 1
            self._flow.add(line, self._place or f"{self._word} {self._number}")

    def into(self, draft: Draft, role: Role) -> None:
        self.end()
        self._flow.into(draft, role)


class _Page:
    """One walk over a page: text to the line or cell where it stands, all else to the metadata."""

    def __init__(self, place: str, context: Context | None) -> None:
        self.contents: list[bytes] = []
        self._place = place
        self._context = context
        self._visible = _Lines(place, "paragraph")
        self._hidden = _Lines(f"{place} hidden text" if place else "", "hidden text")
        self._metadata = FlowWriter()
        self._comments = FlowWriter()
        self._form = FlowWriter()
        self._tables = Tables()
        self._silent: lxml_html.HtmlElement | None = None
        self._veiled: lxml_html.HtmlElement | None = None
        self._titled: lxml_html.HtmlElement | None = None
        self._drawing = 0

    def walk(self, root: lxml_html.HtmlElement) -> None:
        for number, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end", "comment"))):
            if number % _CHECK == 0 and self._context is not None:
                self._context.budget.check_time()
            if event == "comment":
                self._comment(element)
            elif not isinstance(element.tag, str):
                self._text(element.tail)
            elif event == "start":
                self._start(element, element.tag)
            else:
                self._end(element, element.tag)

    def into(self, draft: Draft) -> None:
        self._visible.into(draft, Role.BODY)
        self._tables.into(draft, self._place)
        self._form.into(draft, Role.FORM)
        self._hidden.into(draft, Role.HIDDEN)
        self._comments.into(draft, Role.COMMENT)
        self._metadata.into(draft, Role.METADATA)

    def _start(self, element: lxml_html.HtmlElement, tag: str) -> None:
        if tag == "table" and self._veiled is None and is_data_table(element):
            self._visible.end()
            self._tables.open(element)
        elif tag in ("tr", "td", "th"):
            self._tables.enter(element, tag)
        self._drawing += tag == "svg"
        if self._silent is None and (tag in _SILENT or (self._drawing and tag not in _SVG_SPOKEN)):
            self._silent = element
            if tag == "script":
                self._script(element)
        if self._veiled is None and _is_hidden(element, tag):
            self._veiled = element
        if tag == "title" and self._titled is None and not self._drawing:
            self._titled = element
            self._metadata.add(" ".join(element.text_content().split()), "metadata title")
        self._attributes(element, tag)
        if self._is_block(tag):
            self._break()
        self._text(element.text)

    def _end(self, element: lxml_html.HtmlElement, tag: str) -> None:
        if self._is_block(tag):
            self._break()
        self._drawing -= tag == "svg"
        if element is self._silent:
            self._silent = None
        if element is self._veiled:
            self._hidden.end()
            self._veiled = None
        if element is self._titled:
            self._titled = None
        self._tables.leave(element)
        self._text(element.tail)

    def _is_block(self, tag: str) -> bool:
        return tag in _BLOCKS or (self._drawing > 0 and tag in ("text", "desc"))

    def _text(self, text: str | None) -> None:
        if not text or self._silent is not None or self._titled is not None:
            return
        if self._veiled is not None:
            self._hidden.text(text)
        elif self._tables.is_open:
            self._tables.text(text)
        else:
            self._visible.text(text)

    def _break(self) -> None:
        if self._veiled is not None:
            self._hidden.end()
        elif self._tables.is_open:
            self._tables.text(" ")
        else:
            self._visible.end()

    def _comment(self, comment: lxml_html.HtmlElement) -> None:
        # Conditional comments hold markup for one mail program.
        text = " ".join(re.sub(r"<[^<>]*>", " ", comment.text or "").split())
        if text:
            self._comments.add(text, "comment")
        self._text(comment.tail)

    def _script(self, element: lxml_html.HtmlElement) -> None:
        text = element.text or ""
        if self._context is None or not text.strip():
            return
        if "json" in (element.get("type") or "").lower():
            try:
                add_json(text, "script $", self._metadata, self._context)
            except ValueError:
                self._metadata.add(text, "script")
        elif '"' in text:
            add_embedded(text, "script $", self._metadata, self._context)

    def _attributes(self, element: lxml_html.HtmlElement, tag: str) -> None:
        label = element.get("name") or element.get("id") or element.get("property") or element.get("itemprop") or ""
        for name, value in element.attrib.items():
            if not value.strip():
                continue
            line = f"{label}: {value}" if label else value
            if value[:5].lower() == "data:":
                content = data_uri.content(value)
                if content and name in ("src", "href", "data", "background", "poster", "xlink:href"):
                    self.contents.append(content)
            elif name == "value" and tag in _FORM:
                hidden = (element.get("type") or "").lower() == "hidden"
                (self._metadata if hidden else self._form).add(line, "hidden field" if hidden else "field")
            elif name in _ATTRIBUTES or name == "value" or name.startswith("data-"):
                self._metadata.add(line, f"attribute {name}" if len(name) < 40 else "attribute")
            elif name == "href" and value[:7].lower().startswith(("mailto:", "tel:", "sms:")):
                self._metadata.add(unquote(value.partition(":")[2]), "attribute href")
            elif name == "srcdoc":
                self._comments.add(" ".join(re.sub(r"<[^<>]*>", " ", value).split()), "attribute srcdoc")


def _is_hidden(element: lxml_html.HtmlElement, tag: str) -> bool:
    if tag == "template" or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _INVISIBLE.search(style.replace(" ", "").lower()))
