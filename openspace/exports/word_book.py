"""Writes the book into a Word document: the same contents as the PDF, from the same words."""

import io
import re

import docx
from docx.document import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

from openspace.domain.errors import N_
from openspace.exports.blocks import Direction, clean
from openspace.exports.html_text import direction_of_language
from openspace.exports.material import Material
from openspace.exports.paper import Fact, Paper, Plate, Sheet, Worded
from openspace.exports.paper_words import paper_of
from openspace.exports.prints import for_print, width_cm
from openspace.exports.word_body import Body, Place
from openspace.exports.word_styles import dress
from openspace.exports.word_xml import Look, Node, field, locale_of, node, run, runs


def write_word(material: Material) -> bytes:
    material = replace(material, photos=for_print(material.photos))
    say = material.catalog.gettext
    on_access = (
        say(N_("Headings, lists, tables and pictures are marked for screen readers.")),
        say(N_("The contents list gets its page numbers when Word opens the file: answer yes to update the fields.")),
    )
    paper = paper_of(material, on_access=on_access if not material.topic else on_access[:1])
    document = docx.Document()
    dress(document, paper)
    Book(document, paper, material).write()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class Book:
    """One book on its way into one document."""

    def __init__(self, document: Document, paper: Paper, material: Material) -> None:
        self.document = document
        self.paper = paper
        self.material = material
        self.body = Body(document, paper.direction, self.ours(paper.labels.internal))
        self.contents: list[tuple[int, list[Node], str]] = []  # level, words, bookmark

    def write(self) -> None:
        paper = self.paper
        self.describe()
        self.head_and_foot()
        if paper.is_whole:
            self.cover()
            after = self.document.element.body.sectPr.getprevious()
            self.chapters()
            self.access()
            self.put_contents(after)
        else:
            self.say_own(paper.title, "Facts")
            for day in paper.days:
                self.say(day, "Facts")
            for sheet in paper.sheets:
                self.sheet(sheet, 1)
            self.access()

    def describe(self) -> None:
        paper, properties = self.paper, self.document.core_properties
        title = paper.title if paper.is_whole or not paper.sheets else paper.sheets[0].title
        properties.title = title.text[:255]
        properties.subject = paper.theme.text[:255]
        properties.author = clean(self.material.book.responsible)[:255]
        properties.language = locale_of(paper.language)
        properties.comments = ""
        properties.created = properties.modified = self.material.book.made_at

    def head_and_foot(self) -> None:
        section, paper = self.document.sections[0], self.paper
        head, foot = section.header.paragraphs[0]._p, section.footer.paragraphs[0]._p
        self.turned(head, paper.title.direction).extend(self.body.own(paper.title, paper.title.direction))
        parts = re.split(r"(\{n\}|\{all\})", paper.labels.page)
        fields = {"{n}": "PAGE", "{all}": "NUMPAGES"}
        self.turned(foot, paper.direction).extend(self.ours_in(f"{paper.edition}  ·  "))
        for part in parts:
            foot.extend(field(fields[part], "1") if part in fields else self.ours_in(part))
        if paper.direction == "rtl":
            section._sectPr.append(node("w:bidi"))

    def cover(self) -> None:
        paper = self.paper
        self.say_own(paper.title, "Title")
        if paper.theme.text:
            self.say_own(paper.theme, "Subtitle")
        for day in paper.days:
            self.say(day)
        self.facts(paper.numbers)
        self.say(paper.edition, "Edition")
        self.say(paper.made)
        self.facts(paper.facts)
        self.body.page_break()

    def chapters(self) -> None:
        paper, labels = self.paper, self.paper.labels
        if paper.agenda:
            self.chapter(labels.agenda)
        for day in paper.agenda:
            if len(paper.agenda) > 1:
                self.body.heading(self.ours_in(day.name), 2, paper.direction)
            self.body.grid(day.grid, paper.language)
        if paper.waiting:
            self.body.heading(self.ours_in(labels.waiting), 2, paper.direction)
            self.bullets(paper.waiting)
        self.chapter(labels.topics)
        for sheet in paper.sheets:
            self.sheet(sheet, 2)
        if paper.deeds:
            self.chapter(labels.deeds)
            self.body.grid(paper.deeds, paper.language)
            if paper.follow_up:
                words, url = paper.follow_up
                self.body.line_with_link(words, url)
        if paper.said:
            self.chapter(labels.said)
            for at, text in paper.said:
                self.body.paragraph(
                    [*self.ours_in(f"{at}  "), *self.body.own(text, paper.direction)], "Normal", paper.direction
                )

    def chapter(self, words: str) -> None:
        bookmark = self.body.heading(self.ours_in(words), 1, self.paper.direction)
        self.contents.append((1, self.ours_in(words), bookmark))

    def sheet(self, sheet: Sheet, level: int) -> None:
        title = sheet.title

        def words(direction: Direction) -> list[Node]:
            number = run(f"{sheet.number}.", Look(self.paper.language, style="Number"), is_rtl=direction == "rtl")
            return [number, run("\u00a0", Look(self.paper.language)), *self.body.own(title, direction)]

        bookmark = self.body.heading(words(title.direction), level, title.direction)
        self.contents.append((2, words(self.paper.direction), bookmark))
        if sheet.about.text:
            self.say_own(sheet.about)
        self.facts(sheet.facts)
        place = Place(level, direction_of_language(title.language), Look(title.language))
        if sheet.notes:
            self.body.blocks(sheet.notes, place)
        else:
            self.say(self.paper.labels.no_notes)
        if sheet.deeds:
            self.body.heading(self.ours_in(self.paper.labels.actions), level + 1, self.paper.direction)
            self.body.grid(sheet.deeds, self.paper.language)
        if sheet.plates:
            self.body.heading(self.ours_in(self.paper.labels.photos), level + 1, self.paper.direction)
        for plate in sheet.plates:
            self.plate(plate, place)

    def plate(self, plate: Plate, place: Place) -> None:
        if plate.digest:
            photo = self.material.photos[plate.digest]
            self.body.picture(photo, width_cm(plate), plate.alt.text, place.direction)
        else:
            self.say(self.paper.labels.no_photo)
        self.body.blocks(plate.below, place)

    def access(self) -> None:
        self.chapter(self.paper.labels.accessibility)
        for sentence in self.paper.notes_on_access:
            self.say(sentence)
        self.bullets(self.paper.untold)

    def put_contents(self, after: Node) -> None:
        """A field that Word fills with page numbers; until it does, the list that it will find."""
        paper = self.paper
        heading = node(
            "w:p",
            node("w:pPr", node("w:pStyle", val="TOCHeading"), node("w:bidi") if paper.direction == "rtl" else None),
            *self.ours_in(paper.labels.contents),
        )
        lines = [self.contents_line(*line) for line in self.contents]
        begin, separate, end = (
            node("w:r", node("w:fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")
        )
        instruction = field(r'TOC \o "1-2" \h \z \u')[1]
        first = lines[0].find(qn("w:pPr"))
        for made in reversed((begin, instruction, separate)):
            first.addnext(made)
        lines[-1].append(end)
        for made in reversed((heading, *lines, node("w:p", node("w:r", node("w:br", type="page"))))):
            after.addnext(made)

    def contents_line(self, level: int, words: list[Node], bookmark: str) -> Node:
        turn = node("w:bidi") if self.paper.direction == "rtl" else None
        link = node(
            "w:hyperlink", *words, node("w:r", node("w:tab")), *field(rf"PAGEREF {bookmark} \h"), anchor=bookmark
        )
        return node("w:p", node("w:pPr", node("w:pStyle", val=f"TOC{level}"), turn), link)

    def facts(self, facts: tuple[Fact, ...]) -> None:
        direction, language = self.paper.direction, self.paper.language
        lines = [(fact.label if nth == 0 else "", value) for fact in facts for nth, value in enumerate(fact.values)]
        for nth, (label, value) in enumerate(lines, 1):
            soft = runs(f"{label}: ", direction, Look(language, style="Soft")) if label else []
            style = "Facts" if nth < len(lines) else "LastFact"
            self.body.paragraph([*soft, *self.body.own(value, direction)], style, direction)

    def bullets(self, lines: tuple[Worded, ...]) -> None:
        place = Place(0, self.paper.direction, Look(self.paper.language))
        for line in lines:
            self.body.bullet(self.body.own(line, self.paper.direction), place)

    def say(self, text: str, style: str = "Normal") -> None:
        self.body.line(self.ours(text), style)

    def say_own(self, text: Worded, style: str = "Normal") -> None:
        self.body.line(text, style)

    def ours(self, text: str) -> Worded:
        return Worded(text, self.paper.language, self.paper.direction)

    def ours_in(self, text: str) -> list[Node]:
        return self.body.own(self.ours(text), self.paper.direction)

    def turned(self, paragraph: Node, direction: Direction) -> Node:
        if direction == "rtl":
            paragraph.get_or_add_pPr().append(node("w:bidi"))
        return paragraph
