// One stop in the tab order for the whole grid; the arrow keys go from cell to cell. A cell is named "slot room",
// with "head" for the names of rooms and the times of slots.

import { signal } from "../../../vendor/preact.js"

/** @typedef {{row: string, column: string}} GridPlace */

export const HEAD = "head"
export const ADD = "add"

/** Where the tab key enters the grid. */
const gridPlace = signal(/** @type {GridPlace} */ ({ row: "", column: "" }))

/** @type {Readonly<Record<string, [number, number]>>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * What every cell of the grid carries.
 * @param {string} row
 * @param {string} column
 * @param {GridPlace} entrance
 */
export function rovingProps(row, column, entrance) {
  return {
    "data-place": `${row} ${column}`,
    tabindex: entrance.row === row && entrance.column === column ? 0 : -1,
    onFocus: () => {
      gridPlace.value = { row, column }
    },
  }
}

/**
 * Where the tab key enters: where it left, or else the first place that there is.
 * @param {string[]} rows
 * @param {string[]} columns
 * @returns {GridPlace}
 */
export function entranceOf(rows, columns) {
  const { row, column } = gridPlace.value
  return {
    row: rows.includes(row) ? row : rows[1] ?? HEAD,
    column: columns.includes(column) ? column : columns[1] ?? HEAD,
  }
}

/**
 * Go where an arrow key points, over what has no place of its own there (a break has no rooms).
 * @param {KeyboardEvent} event
 * @param {string[]} rows
 * @param {string[]} columns
 */
export function followArrow(event, rows, columns) {
  const table = /** @type {HTMLElement} */ (event.currentTarget)
  const at = placeOfFocus(table)
  if (!at || event.altKey || event.metaKey) return
  const target = targetOf(event, at, rows, columns, table)
  if (!target) return
  event.preventDefault()
  target.focus()
  target.scrollIntoView({ block: "nearest", inline: "nearest" })
}

/**
 * @param {KeyboardEvent} event
 * @param {GridPlace} at
 * @param {string[]} rows
 * @param {string[]} columns
 * @param {HTMLElement} table
 */
function targetOf({ key, ctrlKey }, at, rows, columns, table) {
  const row = rows.indexOf(at.row)
  const column = columns.indexOf(at.column)
  const isRightToLeft = getComputedStyle(table).direction === "rtl"
  if (key === "Home") return walkGrid(table, rows, columns, ctrlKey ? 0 : row, -1, 0, 1)
  if (key === "End") return walkGrid(table, rows, columns, ctrlKey ? rows.length - 1 : row, columns.length, 0, -1)
  const step = STEPS[key]
  return step ? walkGrid(table, rows, columns, row, column, step[0], isRightToLeft ? -step[1] : step[1]) : null
}

/**
 * The first place there is, from here on in that direction.
 * @param {HTMLElement} table
 * @param {string[]} rows
 * @param {string[]} columns
 * @param {number} row
 * @param {number} column
 * @param {number} down
 * @param {number} along
 * @returns {HTMLElement|null}
 */
function walkGrid(table, rows, columns, row, column, down, along) {
  const r = row + down
  const c = column + along
  if (r < 0 || c < 0 || r >= rows.length || c >= columns.length) return null
  return placeElement(table, rows[r], columns[c]) ?? walkGrid(table, rows, columns, r, c, down, along)
}

/** @param {HTMLElement} table @returns {GridPlace|null} null: the focus is in something a cell holds */
function placeOfFocus(table) {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || !table.contains(focused)) return null
  const [row, column] = (focused.dataset["place"] ?? "").split(" ")
  return column ? { row, column } : null
}

/**
 * @param {ParentNode} within
 * @param {string} row
 * @param {string} column
 * @returns {HTMLElement|null}
 */
export function placeElement(within, row, column) {
  return within.querySelector(`[data-place="${CSS.escape(`${row} ${column}`)}"]`)
}

/**
 * Put the focus on a cell.
 * @param {string} row slot id
 * @param {string} column room id
 */
export function focusPlace(row, column) {
  gridPlace.value = { row, column }
  placeElement(document, row, column)?.focus()
}
