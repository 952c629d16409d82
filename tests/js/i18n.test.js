// Sentences in the reader's language.

import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { dirOf, fold, isolateLeftToRight, speak, t, timeRange, tn } from "../../static/js/lib/i18n.js"

const ARABIC_TOPICS = ["لا مواضيع", "موضوع واحد", "موضوعان", "{n} مواضيع", "{n} موضوعًا", "{n} موضوع"]

beforeEach(() => {
  speak("sv")
})

test("a sentence has its braces filled", () => {
  assert.equal(t("Hej {name}", { name: "Amina" }), "Hej Amina")
})

test("what is not translated is said in English", () => {
  assert.equal(tn("{n} room", "{n} rooms", 1), "1 room")
  assert.equal(tn("{n} room", "{n} rooms", 2), "2 rooms")
})

test("a brace that nobody fills stays, and a name is never filled a second time", () => {
  assert.equal(t("{a} {b}", { a: "{b}" }), "{b} {b}")
})

test("numbers take the form of the language", () => {
  assert.deepEqual([0, 1, 2].map((n) => tn(["{n} ämne", "{n} ämnen"], "", n)), ["0 ämnen", "1 ämne", "2 ämnen"])
})

test("Arabic has six forms, in the order of the categories", () => {
  speak("ar")

  const said = [0, 1, 2, 3, 11, 100].map((n) => tn(ARABIC_TOPICS, "", n))

  assert.deepEqual(said, ARABIC_TOPICS.map((form, index) => form.replace("{n}", String([0, 1, 2, 3, 11, 100][index]))))
})

test("of fewer forms than the language has, the last is used", () => {
  speak("fr")

  assert.equal(tn(["{n} sujet", "{n} sujets"], "", 1_000_000), "1000000 sujets")
})

test("a language nobody knows is spoken as English", () => {
  speak("xx-not a tag")

  assert.equal(tn("{n} room", "{n} rooms", 1), "1 room")
})

test("which way a language is written", () => {
  assert.deepEqual(["ar", "fa-IR", "he", "uz-Arab", "sv", "en"].map(dirOf), ["rtl", "rtl", "rtl", "rtl", "ltr", "ltr"])
})

test("a name of the other direction is kept apart from the sentence; one of the same is left alone", () => {
  assert.equal(t("Hej {name}", { name: "أمينة" }), "Hej \u2068أمينة\u2069")
  speak("ar")
  assert.equal(t("Hello {name}", { name: "Amina" }), "Hello \u2068Amina\u2069")
  assert.equal(t("Hello {name}", { name: "أمينة" }), "Hello أمينة")
  assert.equal(t("{n} here", { n: 3 }), "3 here")
})

test("times run left to right in Arabic", () => {
  const slot = { starts: "2026-11-22T10:30:00+01:00", ends: "2026-11-22T11:15:00+01:00" }

  assert.equal(timeRange(slot), "10:30–11:15")
  speak("ar")
  assert.equal(timeRange(slot), "\u206610:30–11:15\u2069")
  assert.equal(isolateLeftToRight("LUND 482"), "\u2066LUND 482\u2069")
})

test("search knows no accents, no vowel signs and no size of letters", () => {
  assert.equal(fold("ÅNGSTRÖM Éva Łódź Straße"), "angstrom eva lodz strasse")
  assert.equal(fold("مَدْرَسَة"), fold("مدرسه"))
  assert.equal(fold("أحمد"), fold("احمد"))
  assert.equal(fold("ﬁka"), "fika")
})
