"""OpenDocument text, sheets and slides with one word in every corner that the standard knows."""

from tests import make
from tests.read.canaries.canary_words import photograph
from tests.read.office.office import ODF

MATH = 'xmlns:math="http://www.w3.org/1998/Math/MathML"'
SPACES = (
    f'{ODF} xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:dlg="http://openoffice.org/2000/dialog" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"'
)


def p(*inner):
    return f"<text:p>{''.join(inner)}</text:p>"


def cell(inner, attributes=""):
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(name, *rows):
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def box(inner, named=""):
    return f"<draw:frame {named}><draw:text-box>{inner}</draw:text-box></draw:frame>"


def note(kind, words):
    return f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation><text:note-body>{p(words)}</text:note-body></text:note>'


def comment(words, author):
    return f"<office:annotation><dc:creator>{author}</dc:creator>{p(words)}</office:annotation>"


def _text(k):
    word = k("split span")
    yield p(k("body"))
    yield p(word[:4], f"<text:span>{word[4:]}</text:span>")
    yield table(
        "T",
        row(cell(p("a")), cell(p(k("table cell")))),
        row(cell(p("b") + table("U", row(cell(p("c")), cell(p(k("nested table cell"))))))),
    )
    yield f"<text:list><text:list-header>{p(k('list header'))}</text:list-header><text:list-item>{p(k('list item'))}</text:list-item></text:list>"
    yield p("x", note("footnote", k("footnote")), note("endnote", k("endnote")), comment(k("comment"), k("author of a comment")))
    described = f"<svg:title>{k('title of a picture')}</svg:title><svg:desc>{k('alternative text')}</svg:desc>"
    yield p(box(p(k("text box")), f'draw:name="{k("name of a frame")}"'))
    yield p(f'<draw:frame draw:name="Afbeelding1"><draw:image xlink:href="Pictures/1.jpg"/>{described}</draw:frame>')
    yield p(f"<draw:custom-shape>{p(k('shape'))}</draw:custom-shape>")
    yield p(
        f'<text:a xlink:href="https://example.be/{k("link target")}" office:title="{k("tip on a link")}">{k("link text")}</text:a>'
    )
    yield p(f'<text:bookmark text:name="{k("bookmark name")}"/>', "<text:bookmark-start text:name='__RefHeading___1'/>x")
    yield p(
        f'<text:hidden-text text:string-value="{k("hidden text")}"/>',
        f'<text:conditional-text text:string-value-if-true="{k("conditional text")}" text:string-value-if-false="x"/>',
    )
    yield f'<text:section text:name="{k("name of a section")}" text:display="none">{p(k("hidden section"))}</text:section>'
    yield p(
        f"<text:ruby><text:ruby-base>{k('ruby base')}</text:ruby-base><text:ruby-text>{k('ruby reading')}</text:ruby-text></text:ruby>"
    )
    yield p(f'<text:script script:language="x">{k("script in the text")}</text:script>')
    mark = f'<text:alphabetical-index-mark text:string-value="{k("index entry")}" text:key1="{k("key of an index entry")}"/>'
    book = f'<text:bibliography-mark text:author="{k("author of a source")}" text:title="{k("title of a source")}">[1]</text:bibliography-mark>'
    yield p(mark, book, f'<text:toc-mark text:string-value="{k("entry of contents")}"/>')
    yield p(
        f'<text:placeholder text:placeholder-type="text" text:description="{k("tip on a placeholder")}">{k("placeholder")}</text:placeholder>'
    )
    yield p(
        f'<text:database-display text:database-name="{k("database")}" text:table-name="{k("table of a database")}" text:column-name="x">{k("field of a database")}</text:database-display>'
    )
    yield p(
        f"<text:author-name>{k('author in the text')}</text:author-name><text:drop-down text:name='{k('name of a list')}'><text:label text:value='{k('choice of a list')}'/>{k('chosen of a list')}</text:drop-down>"
    )
    yield p('<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>')
    yield p(
        f'<loext:content-control loext:alias="{k("title of a control")}" loext:tag="x"><loext:list-item loext:display-text="{k("choice of a control")}" loext:value="y"/>{k("text of a control")}</loext:content-control>'
    )


def _changes(k):
    deleted = f"<text:changed-region><text:deletion><office:change-info><dc:creator>{k('who deleted')}</dc:creator></office:change-info>{p(k('deleted text'))}</text:deletion></text:changed-region>"
    return f"<text:tracked-changes>{deleted}</text:tracked-changes>"


def _forms(k):
    options = f'<form:option form:label="{k("choice of a form")}"/>'
    field = f'<form:text form:name="insz" form:title="{k("tip on a form field")}" form:current-value="{k("form value")}"/>'
    label = f'<form:fixed-text form:label="{k("label on a form")}"/>'
    return f'<office:forms><form:form form:name="{k("name of a form")}">{field}{label}<form:listbox form:name="l">{options}</form:listbox></form:form></office:forms>'


def _fields(k):
    return f'<text:user-field-decls><text:user-field-decl text:name="{k("name of a variable")}" office:string-value="{k("variable")}"/></text:user-field-decls>'


def _master(k):
    parts = [
        ("header", "header"),
        ("header of left pages", "header-left"),
        ("header of the first page", "header-first"),
        ("footer", "footer"),
    ]
    stories = "".join(f"<style:{tag}>{p(k(corner))}</style:{tag}>" for corner, tag in parts)
    return f'<style:master-page style:name="Standard">{stories}<style:footer-left>{table("H", row(cell(p("x")), cell(p(k("table in a footer")))))}</style:footer-left></style:master-page>'


def _meta(k):
    own = f'<meta:user-defined meta:name="{k("name of a property")}">{k("property")}</meta:user-defined><meta:user-defined meta:name="Notes">{k("property with a common name")}</meta:user-defined>'
    template = f'<meta:template xlink:href="{k("path of a template")}.ott" xlink:title="{k("title of a template")}"/>'
    return f"<office:document-meta {SPACES}><office:meta><dc:title>{k('title')}</dc:title><dc:subject>{k('subject')}</dc:subject><meta:keyword>{k('keyword')}</meta:keyword><meta:initial-creator>{k('first author')}</meta:initial-creator><meta:printed-by>{k('who printed')}</meta:printed-by>{own}{template}</office:meta></office:document-meta>"


def _shared(k):
    """Parts that any of the three kinds may have."""
    chart = f"<office:document-content {SPACES}><office:body><office:chart><chart:chart><chart:title>{p(k('chart title'))}</chart:title>{table('local-table', row(cell(p(k('chart category')))))}</chart:chart></office:chart></office:body></office:document-content>"
    formula = f"<math:math {MATH}><math:semantics><math:mrow><math:mi>{k('formula')}</math:mi></math:mrow><math:annotation>{k('text of a formula')}</math:annotation></math:semantics></math:math>"
    module = f'<!DOCTYPE script:module PUBLIC "x" "module.dtd"><script:module {SPACES} script:name="Module1">\' {k("comment in a macro")}</script:module>'
    dialog = (
        f'<dlg:window {SPACES} dlg:title="{k("title of a dialog")}"><dlg:text dlg:value="{k("label on a dialog")}"/></dlg:window>'
    )
    settings = f'<office:document-settings {SPACES}><config:config-item config:name="CurrentDatabaseDataSource" config:type="string">{k("source of a mail merge")}</config:config-item><config:config-item config:name="PrinterName" config:type="string">{k("printer")}</config:config-item></office:document-settings>'
    return {
        "meta.xml": _meta(k), "settings.xml": settings, "Object 1/content.xml": chart, "Object 2/content.xml": formula,
        "Basic/Standard/Module1.xml": module, "Dialogs/Standard/Dialog1.xml": dialog, "Scripts/python/script.py": f"# {k('comment in a script')}\n",
        "Pictures/1.jpg": photograph(k("photographer")), "Object 3": make.docx(k("embedded document")),
        "ObjectReplacements/Object 1": make.png(), "Thumbnails/thumbnail.png": make.png(),
    }  # fmt: skip


def _package(kind, content, styles, parts):
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return make.zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {SPACES}>{content}</office:document-content>",
            "styles.xml": f"<office:document-styles {SPACES}>{styles}</office:document-styles>",
            "META-INF/manifest.xml": manifest,
            **parts,
        }
    )


def odt(k):
    """A text document; `k` gives the word for each corner."""
    bullet = f'<text:list-style><text:list-level-style-number text:level="1" style:num-prefix="{k("words before a number")} "/></text:list-style>'
    body = "".join((_changes(k), _forms(k), _fields(k), *_text(k)))
    content = (
        f"<office:automatic-styles>{bullet}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    )
    return _package("text", content, f"<office:master-styles>{_master(k)}</office:master-styles>", _shared(k))


def ods(k):
    """A workbook; `k` gives the word for each corner."""
    styles = f'<number:number-style style:name="N1"><number:text>{k("number format")} </number:text><number:number number:min-integer-digits="1"/></number:number-style>'
    previous = f"<table:tracked-changes><table:cell-content-change><office:change-info><dc:creator>{k('who changed')}</dc:creator></office:change-info><table:previous><table:change-track-table-cell>{p(k('earlier value of a cell'))}</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
    checks = f'<table:content-validations><table:content-validation table:condition=\'of:cell-content-is-in-list("ja";"{k("choice")}")\'><table:help-message table:title="{k("title of a prompt")}">{p(k("prompt"))}</table:help-message><table:error-message table:title="{k("title of an error")}">{p(k("error message"))}</table:error-message></table:content-validation></table:content-validations>'
    first = table(
        "Blad1",
        f"<office:forms><form:form><form:text form:name='insz' form:current-value='{k('form value')}'/></form:form></office:forms>",
        f"<table:shapes>{box(p(k('text box on a sheet')))}</table:shapes>",
        row(cell(p(k("cell"))), cell(comment(k("comment"), k("author of a comment")) + p("x"))),
        row(
            cell(
                p(k("formula result")),
                f'table:formula=\'of:=IF([.A1]=1;"{k("text in a formula")}";"")\' office:value-type="string"',
            )
        ),
        row(cell(p(f'<text:a xlink:href="https://example.be/{k("link target")}">{k("link text")}</text:a>'))),
        row(cell(p(k("hidden row"))), attributes='table:visibility="collapse"'),
        row(
            cell(p("x"), 'table:number-columns-spanned="2"'),
            f"<table:covered-table-cell>{p(k('covered cell'))}</table:covered-table-cell>",
        ),
        row(cell(box(p(k("text box in a cell"))) + p("x"))),
        row(cell(p("rijks") + p(k("second paragraph of a cell")))),
        f'<table:scenario table:comment="{k("comment of a scenario")}"/>',
    )
    second = table(k("name of a sheet"), row(cell(p("x")), cell(p(k("second sheet")))))
    linked = f'<table:table table:name="\'file:///C:/{k("path of another workbook")}.ods\'#$Blad1"><table:table-source xlink:href="x.ods"/>{row(cell(p(k("cell of another workbook"))))}</table:table>'
    names = f'<table:named-expressions><table:named-expression table:name="{k("defined name")}" table:expression=\'"{k("text of a name")}"\'/></table:named-expressions>'
    ranges = f'<table:database-ranges><table:database-range table:name="{k("name of a range")}"><table:filter><table:filter-condition table:value="{k("filter value")}"/></table:filter></table:database-range></table:database-ranges>'
    pivot = f'<table:data-pilot-tables><table:data-pilot-table table:name="{k("pivot table")}"><table:data-pilot-field table:source-field-name="{k("field of a pivot table")}"><table:data-pilot-level><table:data-pilot-members><table:data-pilot-member table:name="{k("item of a pivot table")}"/></table:data-pilot-members></table:data-pilot-level></table:data-pilot-field></table:data-pilot-table></table:data-pilot-tables>'
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{previous}{checks}{first}{second}{linked}{names}{ranges}{pivot}</office:spreadsheet></office:body>"
    return _package("spreadsheet", content, f"<office:master-styles>{_master(k)}</office:master-styles>", _shared(k))


def odp(k):
    """A presentation; `k` gives the word for each corner."""
    declared = f'<presentation:header-decl presentation:name="h">{k("header of the notes")}</presentation:header-decl><presentation:footer-decl presentation:name="f">{k("footer of the slides")}</presentation:footer-decl>'
    notes = f"<presentation:notes>{box(p(k('notes')))}</presentation:notes>"
    listed = f"<draw:frame>{table('T', row(cell(p('x')), cell(p(k('table cell')))))}</draw:frame>"
    shapes = f"<draw:g><draw:custom-shape>{p(k('shape in a group'))}</draw:custom-shape><svg:desc>{k('alternative text')}</svg:desc></draw:g>"
    event = f'<office:event-listeners><presentation:event-listener xlink:href="https://example.be/{k("target of a click")}"/></office:event-listeners>'
    first = f'<draw:page draw:name="{k("name of a slide")}">{box(p(k("slide text")))}{listed}{shapes}{comment(k("comment"), k("author of a comment"))}<draw:rect>{event}{p(k("text of a shape"))}</draw:rect>{notes}</draw:page>'
    second = f"<draw:page>{box(p(k('second slide')))}</draw:page>"
    shows = f'<presentation:settings><presentation:show presentation:name="{k("custom show")}" presentation:pages="a"/></presentation:settings>'
    content = f"<office:body><office:presentation>{declared}{first}{second}{shows}</office:presentation></office:body>"
    notes_of_master = f"<presentation:notes>{box(p(k('notes on the master')))}</presentation:notes>"
    master = f'<style:master-page style:name="M">{box(p(k("text on the master")))}<draw:custom-shape>{p(k("shape on the master"))}</draw:custom-shape>{notes_of_master}</style:master-page><style:handout-master>{box(p(k("handout master")))}</style:handout-master>'
    return _package("presentation", content, f"<office:master-styles>{master}</office:master-styles>", _shared(k))
