"""A hard book for paper: three languages and more, hostile lines, long titles, pictures with and without words."""

import io
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256

from PIL import Image, ImageDraw

from openspace.domain.proceedings import (
    Band,
    Deed,
    EditionKind,
    Meeting,
    Named,
    Numbers,
    Picture,
    Place,
    Proceedings,
    Report,
    Said,
    Time,
)
from openspace.exports.material import Material
from openspace.locales.catalog import read_catalog

DAY = datetime(2026, 5, 5, 7, 0, tzinfo=UTC)
FAMILY = "👨‍👩‍👧"

SWEDISH = """## Vad vi pratade om

Att **två år** lätt blir *fyra*. Regionen äger frågan, men kommunen bär kostnaden.
En rad till i samma stycke, med `kod` och en [länk](https://example.org/bostad?år=2026).

- Hyresgästerna: ”vi vill stanna”
- Bolaget
  1. stambyte
  2. evakuering → 14 lägenheter
- Kommunen ☐ ja ☑ nej ✓

> Det ordnar sig inte av sig självt.

| Fråga | Vem | När |
|-------|-----|-----|
| Arbetsmarknadsförvaltningens lokaler | Ingrid | 1 juni |
| Skolskjuts |  | hösten |

### Vad överraskade oss

Ingen hade frågat *barnen*. 👍🏽 🏳️‍🌈 🔴🟢

:::intern
Anna sa nej, och det ska **inte** publiceras.
:::

---

## Vad vi är överens om

1. Träffas i juni
2. Bjuda in Region Skåne
"""

ARABIC = f"""## ما تحدثنا عنه

كيف نجد سكنا قرب **المدرسة**؟ نلتقي في Öppet forum الساعة 10:30 في القاعة 4 (الطابق 2).

- الإيجار 8 500 kr في الشهر، أي ٨٥٠٠ كرونة
- اتصلوا بـ Anna Öberg على 040-12 34 56 أو anna@example.org
- العائلات {FAMILY} والأصدقاء 😀

Den här raden är på svenska mitt i en arabisk anteckning: المدرسة och skolan.

| السؤال | من | متى |
|---|---|---|
| باص المدرسة | Region Skåne | 1 يونيو 2026 |
| الإيجار | لا أحد بعد | |

> قال أحدهم: «لا أحد يعرف».

1. أولا
2. ثانيا: `code`
"""

FINNISH = """## Mistä puhuimme

Epäjärjestelmällistyttämättömyydellänsäkään ei ole merkitystä, jos kukaan ei kuuntele. Äänestysaktiivisuus 57,3 %.

- Yövuoro: hyvää yötä – ja huomenta
- Työväenopisto

## Mitä päätimme

Tavataan **elokuussa**.
"""

HOSTILE = """#import "/etc/passwd": *

#let x = read("/etc/passwd")

$x$ $$ \\sum_{i} $$ \\alpha \\\\ \\

]]]} #{ #[ @ref <label> ~ -- --- // /* */

=cmd|'/c calc'!A1 +1 -1 @SUM(1)

<script>alert(1)</script> &amp; &lt;w:br/&gt; ]]> <!-- --> [x](javascript:alert(1))

\u202eesrever\u202c \x01\x08 nollbredd\u200bmellanslag \ufffe

Ettordsomaldrigtarslutochsomingenkanbrytamendetmåstefåplatspåenradändåochdetfortsätterutanmellanslag
https://example.org/en/mycket/lang/adress/som/ingen/skriver/av?fraga=hur&svar=sa-har&mer=12345678901234567890

# Rubrik
###### Djup rubrik

- - - - a

> > > > b
"""

OTHERS = """Українська: як знайти житло? Ґанок, їжа, Є.

Ελληνικά: πώς βρίσκουμε σπίτι;

ትግርኛ፦ ቤት ንምርካብ

עברית: איך מוצאים דירה? (2026)

ไทย: หาบ้านอย่างไร

Soomaali: sidee guri loo helaa? Kurmancî: çawa xanî dibînin? Polski: źdźbło, żółć.

فارسی: چگونه خانه می‌یابیم؟ ۱۲۳
"""


@cache
def picture(width: int, height: int, colour: str, quality: int = 80) -> bytes:
    """A flip chart, as JPEG."""
    image = Image.effect_noise((width, height), 24).convert("RGB")
    image = Image.blend(image, Image.new("RGB", (width, height), colour), 0.8)
    draw = ImageDraw.Draw(image)
    for line in range(6):
        y = height * (line + 1) // 8
        draw.line((width // 10, y, width * (9 - line % 3) // 10, y), fill="#1d1b16", width=max(2, width // 120))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def a_picture(id: str, content: bytes, width: int, height: int, text: str = "") -> Picture:
    return Picture(id=id, digest=sha256(content).hexdigest(), width=width, height=height, text=text)


WIDE = picture(1024, 768, "#fde3d3")
TALL = picture(768, 1024, "#cfe3d8")
PHOTOS = {sha256(content).hexdigest(): content for content in (WIDE, TALL)}
LONG_TEXT = (
    "Kolumn 1: hyra, avgift, el.\nKolumn 2: vem betalar?\n\nUnder strecket: **inte** klart. " + "Mer text. " * 20
)


def a_book(edition: EditionKind = "internal") -> Proceedings:
    places = tuple(Place(id=f"r{n}", name=name) for n, name in enumerate(("Sal Vättern", "القاعة 4", "Trapphuset"), 1))
    times = (
        Time(id="s1", starts=DAY, ends=DAY + timedelta(minutes=30), kind="plenary", label="Öppning"),
        Time(id="s2", starts=DAY + timedelta(minutes=45), ends=DAY + timedelta(minutes=90)),
        Time(id="s3", starts=DAY + timedelta(hours=2), ends=DAY + timedelta(hours=3), kind="break"),
        Time(id="s4", starts=DAY + timedelta(hours=3), ends=DAY + timedelta(hours=4)),
    )
    reports = the_reports()
    return Proceedings(
        edition=edition,
        number=2 if edition == "public" else 0,
        made_at=DAY + timedelta(hours=10),
        code="LUND482",
        title="Öppet forum om bostäder",
        theme="Hur bor vi bra i hela Malmö 2030 – och vem bestämmer?",
        language="sv",
        timezone="Europe/Stockholm",
        responsible="Malmö stad, Fritids- och kulturförvaltningen",
        numbers=Numbers(topics=len(reports), sessions=5, deeds=4, pictures=4, people=Band(50, 99)),
        places=places,
        times=times,
        reports=reports,
        said=(
            Said(text="Lunchen står i foajén. Ta med din kopp!", at=DAY + timedelta(hours=2)),
            Said(text="الغداء في البهو 🍽️", at=DAY + timedelta(hours=2, minutes=1)),
        ),
    )


def the_reports() -> tuple[Report, ...]:
    return (
        Report(
            id="sv",
            number=1,
            title="Bostäder och konsekvenser av tillfälliga lösningar: "
            "när två år lätt blir fyra, och vem som får betala för dem i längden?",
            about="Vi börjar i det som redan finns, och frågar dem som bor där.",
            convener=Named(name="Per-Olof Åkerlund", person="p1"),
            posted_at=DAY,
            is_ready=True,
            meetings=(
                Meeting(id="m1", room="r1", slot="s2", came=Band(10, 19)),
                Meeting(id="m2", room="r1", slot="s4", came=Band(0, 4)),
            ),
            notes=SWEDISH,
            deeds=(
                Deed(
                    id="d1",
                    topic="sv",
                    what="Fråga regionen om evakueringslägenheterna",
                    who=Named(name="Ingrid Bergström"),
                    due=date(2026, 6, 1),
                    first_step="Ring Region Skåne på måndag",
                    progress="doing",
                    news="De har svarat, men inte på frågan",
                ),
                Deed(
                    id="d2", topic="sv", what="=SUM(A1) skriv till nämnden", who=Named(is_hidden=True), progress="done"
                ),
            ),
            pictures=(
                a_picture("f1", WIDE, 1024, 768, "Blädderblock: tre kolumner om hyra, el och avgift"),
                a_picture("f2", TALL, 768, 1024, LONG_TEXT),
                Picture(id="f3", digest="0" * 64, width=10, height=10, text="En bild som är borta"),
            ),
            interest=23,
        ),
        Report(
            id="ar",
            number=2,
            title="السكن والمدرسة في Malmö 2026",
            about="نتحدث بالعربية وبالسويدية 🙂",
            language="ar",
            convener=Named(name="فرح خليل", person="p2"),
            posted_at=DAY,
            meetings=(Meeting(id="m3", room="r2", slot="s2", came=Band(20, 49)),),
            notes=ARABIC,
            deeds=(
                Deed(
                    id="d3",
                    topic="ar",
                    what="كتابة رسالة إلى البلدية",
                    who=Named(name="فرح خليل"),
                    due=date(2026, 5, 20),
                ),
                Deed(
                    id="d4",
                    topic="ar",
                    what="Möte med skolan",
                    who=Named(name="Region Skåne"),
                    first_step="اتصال هاتفي",
                ),
            ),
            pictures=(a_picture("f4", TALL, 768, 1024),),
            interest=17,
        ),
        Report(
            id="fi",
            number=3,
            title="Yöllä töissä: kuka kuuntelee?",
            language="fi",
            convener=Named(name="Aino Mäkelä"),
            posted_at=DAY,
            meetings=(Meeting(id="m4", room="r3", slot="s4"),),
            notes=FINNISH,
        ),
        Report(
            id="hostile",
            number=4,
            title="#import \"x\": * $x$ =cmd|'/c calc'!A1 \\ ] [ <b> @a",
            convener=Named(is_hidden=True),
            posted_at=DAY,
            meetings=(Meeting(id="m5", room="r3", slot="s2"),),
            notes=HOSTILE,
        ),
        Report(
            id="many",
            number=5,
            title="Моя мова: 14 språk i ett hus",
            language="uk",
            posted_at=DAY,
            notes=OTHERS,
            interest=2,
        ),
        Report(id="none", number=6, title="Ingen plats, inga anteckningar", posted_at=DAY),
    )


def a_material(language: str = "sv", topic: str = "", edition: EditionKind = "internal") -> Material:
    return Material(
        book=a_book(edition),
        catalog=read_catalog(language),
        photos=PHOTOS,
        base_url="https://board.example",
        topic=topic,
    )


def a_large_material(language: str = "sv") -> Material:
    """60 topics with two pages of notes each and 40 photos as large as they get."""
    page = (SWEDISH.replace(":::intern", "").replace(":::", "") + "\nLöpande text om hur vi bor. " * 30 + "\n\n") * 2
    content = picture(2048, 1536, "#fde3d3", 82)
    photos = {f"{n:064x}": content for n in range(40)}
    base = a_book()
    reports = tuple(
        Report(
            id=f"t{n}",
            number=n,
            title=f"Ämne {n}: hur bor vi bra i hela Malmö 2030?",
            convener=Named(name="Per-Olof Åkerlund"),
            posted_at=DAY,
            meetings=(Meeting(id=f"m{n}", room=f"r{n % 3 + 1}", slot="s2" if n % 2 else "s4", came=Band(10, 19)),),
            notes=page if n % 4 else ARABIC * 4,
            language="" if n % 4 else "ar",
            deeds=base.reports[0].deeds,
            pictures=(Picture(id=f"f{n}", digest=f"{n - 1:064x}", width=2048, height=1536, text="Ett blädderblock"),)
            if n <= 40
            else (),
            interest=n,
        )
        for n in range(1, 61)
    )
    large = Proceedings(
        **{name: getattr(base, name) for name in base.__struct_fields__ if name != "reports"}, reports=reports
    )
    return Material(book=large, catalog=read_catalog(language), photos=photos)
