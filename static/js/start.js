// The start, a little handier with a script: everything here works without it too.

const KEPT_DAYS = 90
const DAY_MS = 86_400_000

const form = /** @type {HTMLFormElement|null} */ (document.getElementById("make"))

if (form) {
  useOwnTimeZone(form)
  keepUntilFollowsDate(form)
  form.addEventListener("click", addLinesInPlace)
  form.addEventListener("change", markKind)
}

/** The device's zone, as long as nobody has chosen another and nothing was proposed in it. @param {HTMLFormElement} form */
function useOwnTimeZone(form) {
  const zone = inputOf(form, "timezone")
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const isFirstStep = !form.querySelector("[data-lines]")
  if (zone && own && own !== "UTC" && isFirstStep && zone.value === zone.defaultValue) zone.value = own
}

/** @param {HTMLFormElement} form */
function keepUntilFollowsDate(form) {
  const day = inputOf(form, "day")
  const until = inputOf(form, "keep_until")
  if (!day || !until) return
  let isOurs = true
  until.addEventListener("input", () => (isOurs = false))
  day.addEventListener("change", () => {
    if (isOurs && day.valueAsNumber) until.valueAsNumber = day.valueAsNumber + KEPT_DAYS * DAY_MS
  })
}

/** "More lines" without asking the server. @param {MouseEvent} event */
function addLinesInPlace(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-more]") : null
  if (!button) return
  event.preventDefault()
  for (const lines of document.querySelectorAll("[data-lines]")) addLine(lines)
}

/** @param {Element} lines */
function addLine(lines) {
  const last = lines.lastElementChild
  if (!last) return
  const line = /** @type {HTMLElement} */ (last.cloneNode(true))
  const number = Number(line.dataset.line) + 1
  line.dataset.line = String(number)
  for (const field of line.querySelectorAll("input, select")) renumber(field, number)
  lines.append(line)
}

/**
 * @param {Element} field
 * @param {number} number
 */
function renumber(field, number) {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return
  field.name = field.name.replace(/\d+$/, String(number))
  if (field instanceof HTMLInputElement && field.type !== "hidden") field.value = ""
}

/** Lines of sessions look different. @param {Event} event */
function markKind(event) {
  const field = event.target
  const line = field instanceof HTMLSelectElement ? field.closest("[data-kind]") : null
  if (line instanceof HTMLElement && field instanceof HTMLSelectElement && field.name.startsWith("kind-")) line.dataset.kind = field.value
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLInputElement|null}
 */
function inputOf(form, name) {
  const field = form.elements.namedItem(name)
  return field instanceof HTMLInputElement ? field : null
}
