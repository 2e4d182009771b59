"""A column with one of everything, for tests of writers and codecs."""

from __future__ import annotations

import io

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.metadata import Date, Disclaimer, Hero, Metadata, Person, Series, Site


def t(text: str) -> n.Inlines:
    return (n.Text(text),)


def p(*content: n.Inline | str) -> n.Paragraph:
    return n.Paragraph(tuple(n.Text(c) if isinstance(c, str) else c for c in content))


def picture(color: str = "#7a8c99", size: tuple[int, int] = (600, 400)) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


def column() -> Article:
    """An opinion column in English that uses every node a page can give."""
    metadata = Metadata(
        title=(n.Text("The harbour that "), n.Emph(t("would not")), n.Text(" freeze")),
        kicker=t("Opinion"),
        standfirst=t(
            "Forty winters of ice charts tell a story the port authority would rather not."
        ),
        authors=(
            Person(
                name="Marta Quist",
                bio=(
                    p("Marta Quist has written about the sea for thirty years & lives in Luleå."),
                ),
                portrait=n.Image("images/marta.png", "Marta Quist", width_px=80, height_px=80),
                url="https://example.org/authors/marta-quist",
                sort_name="Quist, Marta",
            ),
            Person(name="Jon Abel", bio=(p("Jon Abel is a hydrologist."),)),
        ),
        published=Date("2021-02-14"),
        updated=Date("2021-02-15T08:30:00+01:00"),
        canonical_url="https://example.org/columns/harbour",
        site=Site("The Example Courier", "https://example.org/"),
        language="en",
        hero=Hero(
            n.Image("images/harbour.png", "Cranes over an ice-free harbour", width_px=600),
            caption=t("The north quay in January."),
            credit=t("Photo: A. Lind"),
        ),
        section="Opinion",
        tags=("climate", "shipping"),
        series=Series("Letters from the north", 3),
        disclaimers=(Disclaimer((p("The views expressed here are those of the authors alone."),)),),
        description="What forty years of ice charts say.",
    )
    blocks: n.Blocks = (
        p(
            "The first thing you notice is the ",
            n.Strong(t("sound")),
            ": water, in ",
            n.Emph(t("January")),
            ".",
        ),
        p(
            "The charts are ",
            n.Link(
                (n.Text("public "), n.Emph(t("records"))), "https://example.org/charts?year=1981"
            ),
            n.Note((p("Kept since 1981 by the harbour office."),)),
            " and anyone may read them; H",
            n.Subscript(t("2")),
            "O is patient, E=mc",
            n.Superscript(t("2")),
            ".",
        ),
        n.Heading(1, t("What the charts say"), "what-the-charts-say"),
        p(
            "Run ",
            n.Code("chart --year 1981 <all>"),
            " and count. ",
            n.Quoted(t("Nobody does")),
            ", said Abel.",
        ),
        n.Figure(
            (
                n.Plain(
                    (n.Image("images/ice.png", "A chart of ice days", width_px=600, height_px=400),)
                ),
            ),
            caption=t("Ice days a year."),
            credit=t("Chart: Harbour office"),
        ),
        n.BulletList(((n.Plain(t("1981: 143 days")),), (p("2001: 96 days"), p("A mild year.")))),
        n.OrderedList(
            ((n.Plain(t("Read")),), (n.Plain(t("Count")), n.BulletList(((n.Plain(t("twice")),),)))),
            start=3,
        ),
        n.Heading(2, t("A table, for the doubtful"), "a-table"),
        n.Table(
            head=(
                n.Row(
                    (
                        n.Cell((n.Plain(t("Year")),), header=True),
                        n.Cell((n.Plain(t("Days")),), header=True, align="right"),
                    )
                ),
            ),
            body=(
                n.Row(
                    (
                        n.Cell((n.Plain(t("1981")),), header=True),
                        n.Cell((n.Plain(t("143")),), align="right"),
                    )
                ),
                n.Row((n.Cell((n.Plain(t("both years together")),), column_span=2),)),
            ),
            caption=t("Days with ice"),
        ),
        n.PullQuote((p("The first thing you notice is the sound"),)),
        n.Quote((p("We measure what we fear."),), attribution=t("— An old pilot")),
        n.CodeBlock("for year in years:\n    print(year)\n", "python"),
        n.LineBlock((t("Ice on the bay,"), t("ice in the glass."))),
        n.DefinitionList((n.Definition(t("frazil"), ((p("Loose needles of ice."),),)),)),
        n.Embed(
            "https://www.youtube.com/watch?v=abc123",
            "YouTube",
            "The quay in winter",
            "images/still.png",
        ),
        n.Rule(),
        p(
            "The ",
            n.Styled(t("сорок зим"), lang="ru"),
            " and ",
            n.Styled(t("ארבעים חורפים"), lang="he", direction="rtl"),
            " say the same; ",
            n.Ruby(t("港"), t("みなと")),
            ", ",
            n.Strikeout(t("never")),
            " always, ",
            n.SmallCaps(t("amen")),
            ". ",
            n.Math(
                tex="x^2",
                mathml=(
                    '<math xmlns="http://www.w3.org/1998/Math/MathML">'
                    "<msup><mi>x</mi><mn>2</mn></msup></math>"
                ),
            ),
            n.LineBreak(),
            "Back to ",
            n.Link(t("the charts"), "#what-the-charts-say"),
            ".",
        ),
    )
    assets = {
        "images/marta.png": AssetRef(content=picture("#aa7755", (160, 160))),
        "images/harbour.png": AssetRef(content=picture("#334455", (1200, 800))),
        "images/ice.png": AssetRef(content=picture()),
        "images/still.png": AssetRef(content=picture("#000000", (640, 360))),
    }
    return Article(metadata, blocks, assets)
