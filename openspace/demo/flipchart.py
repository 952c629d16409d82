"""A photo of a flip chart, drawn: the paper askew on a wall, a heading, what was written, a few post-its."""

from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFont

SIZE: Final = (1200, 1600)
PAPER: Final = (90, 110, 1110, 1500)
LETTERS: Final = Path(__file__).parents[1] / "exports" / "fonts" / "BricolageGrotesque_600SemiBold.ttf"
WALL, WHITE, INK, SHADOW = "#b9b3a6", "#fbfaf4", "#1d3b6f", "#8f897c"
PENS: Final = ("#1d3b6f", "#b3261e", "#1f6b3a")
POST_ITS: Final = ("#ffe27a", "#ffb3c1", "#b5e8c4", "#b9dcff")


def flip_chart(lines: tuple[str, ...], chance: Random) -> bytes:
    """JPEG. The first line is the heading."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = PAPER
    draw.rectangle((left + 14, top + 16, right + 14, bottom + 16), fill=SHADOW)
    draw.rectangle(PAPER, fill=WHITE)
    draw.rectangle((left, top, right, top + 34), fill="#3a3a3a")
    for number, line in enumerate(lines):
        write(draw, line, (left + 80, top + 130 + 190 * number), PENS[number % len(PENS)], is_heading=number == 0)
    for number in range(4):
        post_it(draw, (left + 90 + 235 * number, bottom - 330 + chance.randint(-40, 40)), chance)
    askew = picture.rotate(chance.uniform(-2.5, 2.5), Image.Resampling.BICUBIC, fillcolor=WALL)
    content = BytesIO()
    askew.save(content, "JPEG", quality=82)
    return content.getvalue()


def write(draw: ImageDraw.ImageDraw, line: str, at: tuple[int, int], pen: str, *, is_heading: bool) -> None:
    """One line of felt pen, as large as it fits."""
    left, top = at
    points = 96 if is_heading else 80
    while draw.textlength(line, letters := ImageFont.truetype(LETTERS, points)) > PAPER[2] - 80 - left:
        points -= 4
    draw.text(at, line, fill=pen, font=letters)
    if is_heading:
        draw.line((left, top + 125, left + draw.textlength(line, letters), top + 118), fill=pen, width=9)


def post_it(draw: ImageDraw.ImageDraw, at: tuple[int, int], chance: Random) -> None:
    """With the strokes of a hand nobody can read from here."""
    left, top = at
    draw.rectangle((left + 6, top + 8, left + 196, top + 198), fill="#d9d6cc")
    draw.rectangle((left, top, left + 190, top + 190), fill=chance.choice(POST_ITS))
    for line in range(chance.randint(2, 4)):
        height = top + 45 + 38 * line
        strokes = [(left + 24 + 12 * step, height + chance.randint(-7, 7)) for step in range(chance.randint(6, 12))]
        draw.line(strokes, fill=INK, width=4, joint="curve")
