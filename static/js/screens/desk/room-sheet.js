// A room's set-up: name, seats, colour, symbol, how to find it; closing and removing it while the day runs.

import { hasEnded } from "../../lib/agenda.js"
import { now } from "../../clock.js"
import { t, tn } from "../../lib/i18n.js"
import { InputField } from "../../parts/input-field.js"
import { Sheet } from "../../parts/sheet.js"
import { RoomSymbol, SYMBOL_PATHS } from "../../parts/symbol.js"
import { board } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { RefusedForm, onSubmit, useAsking } from "./asking.js"
import { closeSheet } from "./sheets.js"

/** @typedef {import("../../wire.js").Room} Room */
/** @typedef {import("../../parts/symbol.js").SymbolName} SymbolName */

const COLOURS = 16
const SYMBOL_NAMES = /** @type {SymbolName[]} */ (Object.keys(SYMBOL_PATHS))

/** @param {{id: string|null}} props null: a new room */
export function RoomSheet({ id }) {
  const room = id ? board.value.rooms[id] : null
  const [fields, setFields] = useState(() => fieldsOf(room))
  const asking = useAsking()
  if (id && !room) return null
  const set = (/** @type {Partial<typeof fields>} */ changed) => setFields({ ...fields, ...changed })
  return html`
    <${Sheet} title=${room ? room.name : t("A new room")} onClose=${closeSheet}>
      <form class="stack" onSubmit=${onSubmit(() => save(room, fields, asking))}>
        <${InputField} id="room-name" label=${t("Name")} type="text" value=${fields.name} isRequired=${true}
          onValue=${(/** @type {string} */ name) => set({ name })} />
        <${InputField} id="room-seats" label=${t("Seats")} type="number" min=${1} max=${2000} value=${fields.seats}
          hint=${t("Empty if nobody counted them.")} onValue=${(/** @type {string} */ seats) => set({ seats })} />
        <${InputField} id="room-directions" label=${t("How to find it")} type="text" value=${fields.directions}
          onValue=${(/** @type {string} */ directions) => set({ directions })} />
        ${room && html`<${Looks} colour=${fields.colour} symbol=${fields.symbol} onChange=${set} />`}
        <${RefusedForm} refused=${asking.refused} />
        <button class="button button--loud" type="submit" aria-busy=${asking.isBusy}>${room ? t("Save") : t("Add the room")}</button>
      </form>
      ${room && html`<${RoomEnd} room=${room} asking=${asking} />`}
    <//>`
}

/** @param {Room|null} room */
function fieldsOf(room) {
  return {
    name: room?.name ?? "", seats: room?.seats ? String(room.seats) : "", directions: room?.directions ?? "",
    colour: room?.colour ?? 1, symbol: room?.symbol ?? SYMBOL_NAMES[0],
  }
}

/**
 * @param {Room|null} room
 * @param {ReturnType<typeof fieldsOf>} fields
 * @param {import("./asking.js").Asking} asking
 */
function save(room, fields, { ask }) {
  const { name, directions, colour, symbol } = fields
  const seats = fields.seats ? Number(fields.seats) : null
  if (!room) return ask("add_room", { name, seats, directions }, t("{room} is added", { room: name }))
  return ask("edit_room", { room: room.id, name, seats, directions, colour, symbol }, t("{room} is changed", { room: name }))
}

/** @param {{colour: number, symbol: SymbolName, onChange: (changed: {colour?: number, symbol?: SymbolName}) => void}} props */
function Looks({ colour, symbol, onChange }) {
  const colours = Array.from({ length: COLOURS }, (_, index) => index + 1)
  return html`
    <fieldset class="field">
      <legend class="field__label">${t("Colour and symbol")}</legend>
      <div class="row looks">
        ${colours.map((number) => html`
          <label class="choice" key=${number} data-room-colour=${number}>
            <input class="choice__input" type="radio" name="room-colour" checked=${number === colour}
              onChange=${() => onChange({ colour: number })} aria-label=${t("Colour {n}", { n: number })} />
            <span class="choice__face looks__face"><span class="looks__colour"></span></span>
          </label>`)}
      </div>
      <div class="row looks" data-room-colour=${colour}>
        ${SYMBOL_NAMES.map((name) => html`
          <label class="choice" key=${name}>
            <input class="choice__input" type="radio" name="room-symbol" checked=${name === symbol}
              onChange=${() => onChange({ symbol: name })} aria-label=${symbolWord(name)} />
            <span class="choice__face looks__face"><${RoomSymbol} symbol=${name} /></span>
          </label>`)}
      </div>
    </fieldset>`
}

/** @param {SymbolName} name */
function symbolWord(name) {
  return {
    "circle": t("circle"), "square": t("square"), "triangle": t("triangle"), "diamond": t("diamond"),
    "star": t("star"), "hexagon": t("hexagon"), "cross": t("cross"), "half-disc": t("half-disc"),
  }[name]
}

/** @param {{room: Room, asking: import("./asking.js").Asking}} props */
function RoomEnd({ room, asking }) {
  const sessions = Object.values(board.value.sessions).filter((session) => session.room === room.id)
  const ahead = sessions.filter((session) => !hasEnded(board.value.slots[session.slot], now.value))
  const close = () => asking.ask("edit_room", { room: room.id, is_open: false }, t("{room} is closed", { room: room.name }))
  const reopen = () => asking.ask("edit_room", { room: room.id, is_open: true }, t("{room} is open again", { room: room.name }))
  const remove = () => asking.ask("remove_room", { room: room.id }, t("{room} is removed", { room: room.name }))
  return html`
    <div class="sheet__end">
      ${room.is_open
        ? html`<${Ending} text=${t("Close the room")} topics=${ahead.length} onPress=${close} />`
        : html`<div><button class="button" type="button" onClick=${reopen}>${t("Open the room again")}</button></div>`}
      <${Ending} text=${t("Remove the room")} topics=${sessions.length} onPress=${remove} />
    </div>`
}

/**
 * An act that takes places away, with how many.
 * @param {{text: string, topics: number, onPress: () => void}} props
 */
export function Ending({ text, topics, onPress }) {
  return html`
    <div class="row">
      <button class="button" type="button" onClick=${onPress}>${text}</button>
      <span class="soft">${willWait(topics)}</span>
    </div>`
}

/** @param {number} topics */
export function willWait(topics) {
  if (topics === 0) return t("No topic loses its place.")
  return tn("{n} topic will wait for a place.", "{n} topics will wait for a place.", topics)
}
