// Where a card that is picked up by keyboard goes on to: the first free place that is still ahead.

import { freeCells, hasEnded } from "../../lib/agenda.js"
import { now } from "../../clock.js"
import { board } from "../../store.js"
import { focusPlace } from "./roving.js"

export function focusFreePlace() {
  const free = freeCells(board.value)
  const spot = free.find(({ slot }) => !hasEnded(board.value.slots[slot], now.value)) ?? free[0]
  if (spot) focusPlace(spot.slot, spot.room)
}
