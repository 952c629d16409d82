// Whether what was written is stored, told from questions and answers alone.

import assert from "node:assert/strict"
import { test } from "node:test"

import {
  answerHeard, changedHere, hasUnsaved, isWorthAsking, lineEnded, lineGreeted, lineLost, lineOpened, notesState,
  NOTHING_WRITTEN, questionSent,
} from "../../static/js/lib/saving.js"

const after = (...steps) => steps.reduce((saving, step) => step(saving), NOTHING_WRITTEN)

const OPEN = [lineOpened, lineGreeted, answerHeard]

test("before the line is open nothing is said of saving", () => {
  assert.equal(notesState(after()), "connecting")
  assert.equal(notesState(after(changedHere)), "connecting")
})

test("an open line with nothing written is saved, and not worth a question", () => {
  assert.equal(notesState(after(...OPEN)), "saved")
  assert.equal(isWorthAsking(after(...OPEN)), false)
})

test("a change is being saved until a question sent after it is answered", () => {
  assert.equal(notesState(after(...OPEN, changedHere)), "saving")
  assert.equal(notesState(after(...OPEN, changedHere, questionSent)), "saving")
  assert.equal(notesState(after(...OPEN, changedHere, questionSent, answerHeard)), "saved")
})

test("an answer says nothing of what was written after its question", () => {
  const saving = after(...OPEN, changedHere, questionSent, changedHere, answerHeard)

  assert.equal(notesState(saving), "saving")
  assert.equal(isWorthAsking(saving), true)
  assert.equal(notesState(after(...OPEN, changedHere, questionSent, changedHere, questionSent, answerHeard, answerHeard)), "saved")
})

test("the same is asked once", () => {
  assert.equal(isWorthAsking(after(...OPEN, changedHere)), true)
  assert.equal(isWorthAsking(after(...OPEN, changedHere, questionSent)), false)
})

test("a lost line is offline, and the answers that were under way never come", () => {
  const saving = after(...OPEN, changedHere, questionSent, lineLost)

  assert.equal(notesState(saving), "offline")
  assert.equal(hasUnsaved(saving), true)
  assert.deepEqual(saving.asked, [])
})

test("the answer to the provider's own question does not save what was written while the line was lost", () => {
  const reopened = after(...OPEN, lineLost, changedHere, lineOpened, answerHeard)

  assert.equal(notesState(reopened), "saving")
  assert.equal(isWorthAsking(reopened), false)
  assert.equal(isWorthAsking(lineGreeted(reopened)), true)
  assert.equal(notesState(answerHeard(questionSent(lineGreeted(reopened)))), "saved")
})

test("what ended stays ended", () => {
  assert.equal(notesState(after(...OPEN, lineEnded, lineLost)), "ended")
  assert.equal(lineGreeted(after(...OPEN, lineEnded)).isGreeted, false)
})
