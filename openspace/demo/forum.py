"""The day the demo plays: a Swedish municipal forum on newcomers' establishment. Every name is invented."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

ZONE: Final = ZoneInfo("Europe/Stockholm")
DOORS_OPEN: Final = time(8, 40)


class Card(Struct, frozen=True):
    """A topic somebody will propose. `appeal`: how likely others are to want it, 0-1."""

    title: str
    about: str
    language: str
    appeal: float


CARDS: Final = (
    Card("Bostäder och konsekvenser av tillfälliga lösningar", "Genomgångsbostäder: två år blir lätt fyra.", "sv", 0.9),
    Card("Arbetsmarknadsfrågor, etablering och kommunens roll", "Vem gör vad, och vem borde?", "sv", 0.8),
    Card("Ändrade ersättningsnivåer för ensamkommande barn", "Vad betyder det i vardagen?", "sv", 0.6),
    Card("Social integration – var möts vi egentligen?", "", "sv", 0.7),
    Card(
        "Att som tjänsteperson verka i spänningsfältet mellan lagar/förordningar och politisk (o)vilja",
        "Utan protokoll.",
        "sv",
        0.7,
    ),
    Card("Språkcafé som fungerar – hur?", "Vi har provat i två år. Vad lockar folk att komma tillbaka?", "sv", 0.5),
    Card("الصحة والصدمات النفسية عند الوافدين الجدد", "كيف نتحدث عنها دون أن نخيف أحداً؟", "ar", 0.4),
    Card("Kotoutuminen ja työelämä", "Mitä Ruotsi ja Suomi voivat oppia toisiltaan?", "fi", 0.3),
    Card("Hälsa och trauma i mötet med nyanlända", "", "sv", 0.6),
    Card("Föräldraskap i nytt land", "När barnen kan språket först.", "sv", 0.5),
    Card("Snabbspår: vad fungerar?", "", "sv", 0.5),
    Card("Samverkan med civilsamhället", "Föreningarna gör mer än vi vet.", "sv", 0.6),
    Card("Barnperspektivet i mottagandet", "", "sv", 0.5),
    Card("Bostadsförsörjningsansvar och privata hyresvärdar", "Trelleborg, Landskrona, vi?", "sv", 0.5),
    Card("SFI som matchningsverktyg", "", "sv", 0.4),
    Card("Nyanlända kvinnor och arbete", "De som står längst bort.", "sv", 0.6),
    Card("Värderingar – kan vi prata om det?", "", "sv", 0.5),
    Card("Bred rekrytering i kommunen", "", "sv", 0.3),
    Card("Trelleborgsmodellen – vad kan vi låna?", "", "sv", 0.6),
    Card("Integrationspakt i praktiken", "", "sv", 0.4),
    Card("Vad gör vi när projektpengarna tar slut?", "", "sv", 0.7),
    Card("Skolan mitt i terminen", "Flytten som ingen planerade för.", "sv", 0.6),
    Card("Vänorter: vad gör vi härnäst?", "", "sv", 0.2),
    Card("Digital först – men för vem?", "BankID utan personnummer.", "sv", 0.5),
    Card("How do newcomers want to be met?", "In English, or any language we share.", "en", 0.5),
    Card("Anställningsbar i tid", "", "sv", 0.3),
    Card("Fritid och idrott som väg in", "", "sv", 0.4),
    Card("Tolkar: kvalitet, kostnad, förtroende", "", "sv", 0.4),
)

PAPER: Final = (("Vad lärde vi oss av 2015?", "Per-Olof"), ("Cykelkurs för vuxna", "Gun-Britt"), ("Tystnaden", "Tord"))

NAMES: Final = (
    "Amina H.", "Jonas B.", "Leila", "Karin", "Sara L.", "Hassan A.", "Farah K.", "Päivi", "Mikko L.", "Ingrid B.",
    "Nadia", "Elin S.", "Yusuf D.", "Tomas W.", "Åsa N.", "Björn", "Samira", "Lars-Göran", "Maryam", "Emma", "Goran",
    "Zahra", "Oskar", "Hanna Ö.", "Idris", "Ulla", "Fatima", "Erik J.", "Selam", "Annika", "Mohammed", "Kerstin",
    "Dawit", "Malin", "Rashid", "Birgitta", "Noor", "Viktor", "Shirin", "Gustav", "Lena P.", "Abdi", "Cecilia",
    "Omar", "Maj", "Roza",
)  # fmt: skip

ROOMS: Final = (
    ("Sal Vättern", 40, "Genom foajén, första dörren till höger"),
    ("Sal Vänern", 30, "Genom foajén, andra dörren till höger"),
    ("Biblioteket", 20, "En trappa upp, eller hissen bakom receptionen"),
    ("Atriet", 40, "Glasgården mitt i huset"),
    ("Terrassen", 15, "Ut genom matsalen"),
    ("Ljusgården", 24, "En trappa upp, till vänster"),
)

DAY: Final = (
    ("09:00", "09:30", "plenary", "Öppningscirkel"),
    ("09:30", "10:15", "plenary", "Marknad"),
    ("10:30", "11:15", "sessions", ""),
    ("11:30", "12:15", "sessions", ""),
    ("12:15", "13:00", "break", "Lunch"),
    ("13:00", "13:45", "sessions", ""),
    ("14:00", "14:45", "sessions", ""),
    ("15:00", "15:45", "plenary", "Avslutning"),
)

ANNOUNCEMENTS: Final = (("11:40", "Lunchen serveras på Terrassen 12:15."), ("14:30", "Bussen mot stationen går 15:55."))


def at(day: date, clock: str) -> datetime:
    """The instant of "10:30" that day."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def plan(day: date, people: int) -> dict[str, object]:
    """The body of `POST /api/boards`."""
    return {
        "title": "Strategiskt forum",
        "theme": "Hur blir nya grannar en del av vår kommun?",
        "language": "sv",
        "timezone": ZONE.key,
        "state": "gathering",
        "people_expected": people,
        "responsible": "Lunds exempelkommun, integrationsenheten",
        "keep_until": (day + timedelta(days=90)).isoformat(),
        "wifi_name": "Forum",
        "wifi_password": "fika-14-30",
        "rooms": [{"name": name, "seats": seats, "directions": directions} for name, seats, directions in ROOMS],
        "slots": [
            {"starts": at(day, starts).isoformat(), "ends": at(day, ends).isoformat(), "kind": kind, "label": label}
            for starts, ends, kind, label in DAY
        ],
    }
