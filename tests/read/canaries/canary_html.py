"""A page with one word in every corner of its markup."""

import base64

from tests.read.canaries.canary_words import photograph


def _head(k):
    yield f"<!-- {k('comment')} --><?php echo '{k('instruction')}' ?>"
    yield f"<title>{k('title')}</title><meta name='author' content='{k('meta content')}'><base href='https://{k('base')}.example.be/'>"
    yield f"<!--[if gte mso 9]><xml><o:Author>{k('conditional comment')}</o:Author></xml><![endif]--><![if !vml]><b>{k('shown to newer programs')}</b><![endif]>"
    yield f"<style>p::before {{ content: '{k('text in a style')}' }} /* {k('comment in a style')} */ body {{ background: url(data:image/jpeg;base64,{base64.b64encode(photograph(k('photographer in a style'))).decode()}) }}</style>"
    yield f'<script type="application/ld+json">{{"naam": "{k("linked data")}"}}</script><script>var a = {{"x": "{k("object in a script")}"}}; var b = \'{k("text in a script")}\'; // {k("comment in a script")}\n var c = `${{x}} {k("template in a script")}`; /* {k("long comment in a script")} */ function inscript() {{ return [1]; }}</script>'
    yield f'<script type="text/template"><p>{k("template in a script element")}</p></script><link rel="me" title="{k("title of a link element")}" href="https://example.be/{k("address of a link element")}">'


def _body(k):
    word = k("split by marks")
    yield f"<p>{k('paragraph')}</p>{word[:3]}<b>{word[3:6]}</b><span>{word[6:]}</span><br>"
    yield f"<table><caption>{k('caption')}</caption><tr><th>x</th><th>y</th></tr><tr><td>z</td><td>{k('table cell')}</td></tr></table>"
    yield f"<div hidden>{k('hidden by attribute')}</div><p style='display:none'>{k('hidden by style')}</p><template><p>{k('template')}</p></template><noscript>{k('noscript')}</noscript>"
    yield f"<img alt='{k('alternative text')}' title='{k('title of a picture')}' src='data:image/jpeg;base64,{base64.b64encode(photograph(k('photographer'))).decode()}' longdesc='https://example.be/{k('long description')}'>"
    yield f"<form action='https://example.be/{k('target of a form')}'><input name='insz' value='{k('form value')}' placeholder='{k('placeholder')}'><input type='hidden' name='h' value='{k('hidden field')}'><textarea>{k('long form value')}</textarea><select><optgroup label='{k('group of choices')}'><option value='{k('value of a choice')}'>{k('choice')}</option></optgroup></select><datalist><option value='{k('suggestion')}'></datalist><button>{k('button')}</button></form>"
    yield f"<a href='mailto:{k('mail address')}@example.be' title='{k('title of a link')}'>x</a> <a href='https://example.be/?naam={k('address of a link')}'>y</a> <a href='javascript:zoek(\"{k('script in a link')}\")' onclick='alert(\"{k('script in an attribute')}\")'>z</a>"
    yield f"<div data-naam='{k('data attribute')}' aria-label='{k('aria label')}' aria-description='{k('aria description')}' onbekend='{k('unknown attribute')} x'></div>"
    yield f"<iframe srcdoc=\"<p>{k('frame')}</p><p title='{k('attribute in a frame')}'>a</p>\"></iframe><iframe>{k('for programs without frames')}</iframe><object><param name='a' value='{k('parameter')}'>{k('instead of an object')}</object>"
    yield f"<svg><title>{k('title of a drawing')}</title><desc>{k('description of a drawing')}</desc><text>{k('text of a drawing')}</text><path d='M85073003328'/><a xlink:title='{k('title in a drawing')}'><tspan>x</tspan></a></svg>"
    yield f"<details><summary>{k('summary')}</summary>{k('details')}</details><ruby>a<rt>{k('reading aid')}</rt></ruby><math><mi>{k('formula')}</mi><annotation>{k('text of a formula')}</annotation></math>"
    yield f"<map><area alt='{k('area of a map')}'></map><video><track label='{k('label of a track')}'>{k('instead of a film')}</video><canvas>{k('instead of a canvas')}</canvas><del>{k('deleted text')}</del>"
    yield f"<![CDATA[{k('character data')}]]><time datetime='{k('moment')}'>nu</time><bdo>{k('text the other way')}</bdo><marquee>{k('old markup')}</marquee><frameset><noframes>{k('noframes')}</noframes></frameset>"


def build(k):
    """The page; `k` gives the word for each corner."""
    return f"<!DOCTYPE html><html><head>{''.join(_head(k))}</head><body>{''.join(_body(k))}</body></html><p>{k('behind the end')}</p><!-- {k('comment at the end')} -->".encode()
