"""HTML: what a person sees, and what the page holds besides: attributes, comments, metadata, scripts, hidden parts."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree
from lxml import html as lxml_html

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, NotThisFormat
from scanner.read.markup import html_marks
from scanner.read.markup.html_lines import Lines
from scanner.read.markup.html_tables import Tables, is_data_table
from scanner.read.markup.xml_parser import attributes
from scanner.read.source import Source
from scanner.read.text import data_uri
from scanner.read.text.decode import NotText, decode
from scanner.read.text.json_text import add_embedded, add_json
from scanner.read.text.plain import add_lines

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
_FORM = frozenset(["input", "button", "option", "param", "select", "textarea"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_INVISIBLE = re.compile(r"display:none|visibility:hidden|font-size:0(?:px|pt|em|%)?(?:;|$)|opacity:0(?:;|$)|mso-hide:all")
_MOST_ATTRIBUTES = 20_000  # of one element
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{40000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
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
    if _overloaded(text):
        draft.problem(Code.TOO_LARGE, f"an element with more than {_MOST_ATTRIBUTES} attributes")
        _without_markup(draft, text)
        return
    # Answers quoted in answers nest deeper than the 256 levels of a parser without `huge_tree`, and what is below is dropped.
    parser = lxml_html.HTMLParser(recover=True, no_network=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text if text.strip() else "<p></p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise NotThisFormat from None
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        # The parser drops everything from there on; the words without the markup are better than none.
        _without_markup(draft, text)
        return
    page = _Page(place, context)
    try:
        # What follows the end of the page is a page of its own to the parser, beside the first.
        for part in (*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()):
            page.walk(part)
    finally:
        page.into(draft)
    if context is not None:
        counts: dict[str, int] = {}
        for kind, content in page.contents:
            number = counts[kind] = counts.get(kind, 0) + 1
            context.read_child(draft, f"{kind} {number}", f"{place} {kind} {number}".strip(), content)


def _overloaded(text: str) -> bool:
    """Return whether the parser would take minutes: it compares each attribute of an element with all before it."""
    return any(len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text))


def _without_markup(draft: Draft, text: str) -> None:
    add_lines(draft, unescape(re.sub(r"<[^<>]*>", "\n", text)))


class _Page:
    """One walk over a page: text to the line or cell where it stands, all else to the metadata."""

    def __init__(self, place: str, context: Context | None) -> None:
        self.contents: list[tuple[str, bytes]] = []
        self._place = place
        self._context = context
        self._visible = Lines(place, "paragraph")
        self._hidden = Lines(f"{place} hidden text" if place else "", "hidden text")
        self._metadata = FlowWriter()
        self._comments = FlowWriter()
        self._form = FlowWriter()
        self._tables = Tables()
        self._scripts = Draft()
        self._silent: lxml_html.HtmlElement | None = None
        self._veiled: lxml_html.HtmlElement | None = None
        self._titled: lxml_html.HtmlElement | None = None
        self._drawing = 0

    def walk(self, root: lxml_html.HtmlElement) -> None:
        if not isinstance(root.tag, str):  # a comment outside the page
            self._comment(root)
            return
        for number, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end", "comment", "pi"))):
            if number % _CHECK == 0 and self._context is not None:
                self._context.budget.check_time()
            if event in ("comment", "pi"):
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
        draft.segments.extend(self._scripts.segments)

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
            elif tag == "style":
                for line in html_marks.in_style(element.text or ""):
                    self._metadata.add(line, "style")
                self._pictures(element.text or "")
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
        kind = (element.get("type") or "").lower()
        if "json" in kind:
            try:
                add_json(text, "script $", self._metadata, self._context)
            except ValueError:
                self._metadata.add(text, "script")
            return
        if ("template" in kind or "html" in kind) and "<" in text:
            self.contents.append(("template", text.encode()))
            return
        said = ""
        if '"' in text:
            own = FlowWriter()
            add_embedded(text, "script $", own, self._context)
            own.into(self._scripts, Role.METADATA)
            said = "\n".join(segment.text for segment in self._scripts.segments)
        for line in html_marks.in_code(text):
            if line not in said:
                self._metadata.add(line, "script")

    def _pictures(self, style: str) -> None:
        for address in html_marks.pictures_in_style(style):
            content = data_uri.content(address)
            if content:
                self.contents.append(("image", content))

    def _attributes(self, element: lxml_html.HtmlElement, tag: str) -> None:
        label = element.get("name") or element.get("id") or element.get("property") or element.get("itemprop") or ""
        for name, value in attributes(element):
            if not value.strip():
                continue
            if value[:5].lower() == "data:":
                content = data_uri.content(value)
                if content:
                    self.contents.append(("image", content))
            elif name == "value" and tag in _FORM:
                hidden = (element.get("type") or "").lower() == "hidden"
                line = f"{label}: {value}" if label else value
                (self._metadata if hidden else self._form).add(line, "hidden field" if hidden else "field")
            elif name == "srcdoc" and self._context is not None:
                self.contents.append(("frame", f"<html>{value}</html>".encode()))
            else:
                place = f"attribute {name}" if len(name) < 40 else "attribute"
                for said in html_marks.in_attribute(name, value, drawing=self._drawing > 0):
                    self._metadata.add(f"{label}: {said}" if label and said != label else said, place)
                if name == "style":
                    self._pictures(value)


def _is_hidden(element: lxml_html.HtmlElement, tag: str) -> bool:
    if tag == "template" or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _INVISIBLE.search(style.replace(" ", "").lower()))
