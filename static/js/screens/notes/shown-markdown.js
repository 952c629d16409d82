// Markdown as it will look, while it is written: headings large, bullets as dots, signs out of sight but on the line one is in.
// What is internal is shaded and says so. Nothing here changes the text.

import { notesBlocks } from "../../lib/notes-blocks.js"
import { t } from "../../lib/i18n.js"
import { Decoration, ViewPlugin, WidgetType, ensureSyntaxTree, syntaxTree } from "../../../vendor/codemirror.js"

/** @typedef {import("../../../vendor/codemirror.js").DecorationRange} DecorationRange */
/** @typedef {import("../../../vendor/codemirror.js").EditorView} EditorView */
/** @typedef {import("../../../vendor/codemirror.js").SyntaxNodeRef} SyntaxNodeRef */

const PARSE_MAX_MS = 30
const SIGN_NAMES = new Set(["EmphasisMark", "CodeMark", "QuoteMark", "StrikethroughMark"])
const LINK_SIGN_NAMES = new Set(["LinkMark", "URL", "LinkTitle"]) // of a link with an address; elsewhere brackets and addresses are text
const WORD_CLASSES = /** @type {Record<string, string>} */ ({
  StrongEmphasis: "notes-strong", Emphasis: "notes-emphasis", InlineCode: "notes-code", Link: "notes-link", Strikethrough: "notes-struck",
})

class Bullet extends WidgetType {
  toDOM() {
    const dot = document.createElement("span")
    dot.className = "notes-bullet"
    dot.textContent = "•"
    return dot
  }

  eq() {
    return true
  }

  ignoreEvent() {
    return false
  }
}

class InternalWords extends WidgetType {
  toDOM() {
    const words = document.createElement("bdi")
    words.className = "notes-internal__words"
    words.textContent = t("Internal: not on walls and not published. Everyone on the board can read it.")
    return words
  }

  eq() {
    return true
  }

  ignoreEvent() {
    return false
  }
}

const BULLET = Decoration.replace({ widget: new Bullet() })
const INTERNAL_WORDS = Decoration.widget({ widget: new InternalWords(), side: 1 })
const OUT_OF_SIGHT = Decoration.replace({})
const DIMMED = Decoration.mark({ class: "notes-sign" })
const OWN_DIRECTION = Decoration.line({ attributes: { dir: "auto" } })
const BLANK = Decoration.line({ class: "notes-blank" })
const HAS_LETTER = /\p{L}/u
const FENCE_SIGN = /^\s*:::/

export const shownMarkdown = ViewPlugin.define((view) => new Shown(view), { decorations: (plugin) => plugin.decorations })

class Shown {
  /** @param {EditorView} view */
  constructor(view) {
    this.tree = syntaxTree(view.state)
    this.decorations = decorate(view)
  }

  /** @param {import("../../../vendor/codemirror.js").ViewUpdate} update */
  update(update) {
    const tree = syntaxTree(update.state)
    const isSame = tree === this.tree && !update.docChanged && !update.selectionSet && !update.viewportChanged && !update.focusChanged
    if (isSame) return
    this.tree = tree
    this.decorations = decorate(update.view)
  }
}

/** @param {EditorView} view */
function decorate(view) {
  const active = activeLines(view)
  const found = [...wholeLines(view), ...internalLines(view, active)]
  for (const { from, to } of view.visibleRanges) {
    const tree = ensureSyntaxTree(view.state, to, PARSE_MAX_MS) ?? syntaxTree(view.state)
    tree.iterate({ from, to, enter: (node) => { found.push(...decorationsOf(view, node, active)) } })
  }
  return Decoration.set(found, true)
}

/** Numbers of the lines one is in. @param {EditorView} view @returns {Set<number>} */
function activeLines({ state, hasFocus }) {
  if (!hasFocus || state.readOnly) return new Set()
  return new Set(state.selection.ranges.flatMap(({ from, to }) => {
    const first = state.doc.lineAt(from).number
    return Array.from({ length: state.doc.lineAt(to).number - first + 1 }, (_, index) => first + index)
  }))
}

/**
 * A line of letters runs its own way, one without any as the page does; an empty one beside a heading is no more than a gap.
 * @param {EditorView} view
 * @returns {DecorationRange[]}
 */
function wholeLines({ state: { doc }, visibleRanges }) {
  return visibleRanges.flatMap(({ from, to }) => {
    const first = doc.lineAt(from).number
    const lines = Array.from({ length: doc.lineAt(to).number - first + 1 }, (_, index) => doc.line(first + index))
    return lines.flatMap((line) => {
      if (HAS_LETTER.test(line.text) && !FENCE_SIGN.test(line.text)) return [OWN_DIRECTION.range(line.from)]
      const neighbours = [line.number - 1, line.number + 1].filter((number) => number >= 1 && number <= doc.lines)
      const isGap = line.text === "" && neighbours.some((number) => doc.line(number).text.startsWith("#"))
      return isGap ? [BLANK.range(line.from)] : []
    })
  })
}

/**
 * @param {EditorView} view
 * @param {Set<number>} active
 * @returns {DecorationRange[]}
 */
function internalLines({ state: { doc } }, active) {
  const blocks = notesBlocks(doc.toString()).filter(({ kind }) => kind === "internal")
  return blocks.flatMap(({ start, to, end }) => {
    const first = doc.lineAt(start).number
    const last = doc.lineAt(Math.max(start, end - (end < doc.length || doc.sliceString(end - 1, end) === "\n" ? 1 : 0))).number
    const isClosed = to < end
    const lines = Array.from({ length: last - first + 1 }, (_, index) => doc.line(first + index))
    return lines.flatMap((line) => {
      const isFence = line.number === first || (isClosed && line.number === last)
      const classes = ["notes-internal", line.number === first && "notes-internal--first", line.number === last && "notes-internal--last",
        isClosed && line.number === last && !active.has(line.number) && "notes-internal--closing"]
      const shade = Decoration.line({ class: classes.filter(Boolean).join(" ") }).range(line.from)
      if (!isFence) return [shade]
      const signs = line.length === 0 ? [] : [(active.has(line.number) ? DIMMED : OUT_OF_SIGHT).range(line.from, line.to)]
      return line.number === first ? [shade, ...signs, INTERNAL_WORDS.range(line.to)] : [shade, ...signs]
    })
  })
}

/**
 * @param {EditorView} view
 * @param {SyntaxNodeRef} node
 * @param {Set<number>} active
 * @returns {DecorationRange[]}
 */
function decorationsOf({ state: { doc } }, { name, from, to, node }, active) {
  const line = doc.lineAt(from)
  const heading = /^ATXHeading([1-6])$/.exec(name)
  if (heading) return [Decoration.line({ class: `notes-heading notes-heading--${heading[1]}` }).range(line.from)]
  if (name === "ListMark") return listLine(doc.sliceString(from, to), line, from, to)
  if (name === "Blockquote") return [Decoration.line({ class: "notes-quote" }).range(line.from)]
  if (from === to) return []
  if (WORD_CLASSES[name] && !(name === "Link" && !node.getChild("URL"))) return [Decoration.mark({ class: WORD_CLASSES[name] }).range(from, to)]
  if (!isSign(node) || doc.lineAt(to).number !== line.number) return []
  if (active.has(line.number)) return [DIMMED.range(from, to)]
  const isHeading = name === "HeaderMark" && doc.sliceString(to, to + 1) === " "
  return [OUT_OF_SIGHT.range(from, isHeading ? to + 1 : to)]
}

/**
 * What Markdown means and nobody need see. "[Karin]" without an address is what somebody wrote, and a line of dashes too.
 * @param {import("../../../vendor/codemirror.js").SyntaxNode} node
 */
function isSign({ name, parent }) {
  if (name === "HeaderMark") return parent?.name.startsWith("ATX") === true
  if (LINK_SIGN_NAMES.has(name)) return parent?.name === "Link" && parent.getChild("URL") !== null
  return SIGN_NAMES.has(name)
}

/**
 * @param {string} sign "-" or "1."
 * @param {import("../../../vendor/codemirror.js").Line} line
 * @param {number} from
 * @param {number} to
 * @returns {DecorationRange[]}
 */
function listLine(sign, line, from, to) {
  const level = Math.min(4, Math.floor((from - line.from) / 2) + 1)
  const item = Decoration.line({ class: `notes-item notes-item--${level}` }).range(line.from)
  const indent = from > line.from ? [OUT_OF_SIGHT.range(line.from, from)] : []
  const isBullet = sign === "-" || sign === "*" || sign === "+"
  return isBullet ? [item, ...indent, BULLET.range(from, to)] : [item, ...indent]
}
