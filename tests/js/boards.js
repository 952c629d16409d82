// Boards and messages to test with.

/** Of a board with two rooms and two slots; what is given replaces whole collections. */
export function collections(given = {}) {
  return {
    gathering: { gathering: { id: "gathering", title: "Forum", timezone: "Europe/Stockholm", language: "sv", state: "open" } },
    rooms: { oak: room("oak"), elm: room("elm") },
    slots: {
      s1: slot("s1", "2026-11-22T10:00:00+01:00", "2026-11-22T10:45:00+01:00"),
      s2: slot("s2", "2026-11-22T11:00:00+01:00", "2026-11-22T11:45:00+01:00"),
    },
    topics: {}, sessions: {}, people: {}, announcements: {}, walls: {}, actions: {}, photos: {}, editions: {},
    ...given,
  }
}

export function boardWith(given = {}) {
  return { epoch: "e1", seq: 1, ...collections(given) }
}

export function room(id, given = {}) {
  return { id, name: id, seats: null, colour: 1, symbol: "circle", directions: "", is_open: true, ...given }
}

export function slot(id, starts, ends, given = {}) {
  return { id, starts, ends, kind: "sessions", label: "", ...given }
}

export function topic(id, given = {}) {
  return { id, title: id, about: "", language: "", convener: "p1", posted_at: "2026-11-22T08:00:00Z", writers: "everyone", pen: "",
    is_on_walls: true, is_ready: false, ...given }
}

export function session(id, topicId, roomId, slotId, given = {}) {
  return { id, topic: topicId, room: roomId, slot: slotId, heads_by_hand: null, ...given }
}

export function welcome(given = {}) {
  const content = given.events ? {} : { snapshot: collections() }
  return {
    type: "welcome", me: { person: "p1", role: "participant", name: "Amina", language: "sv" }, version: 1, release: "r1",
    epoch: "e1", seq: 1, now: 1_000_000, presence: { heads: {}, interest: {} }, mine: {}, ...content, ...given,
  }
}

export function events(...list) {
  return { type: "events", events: list }
}

/** A public event that changes one topic. */
export function topicEvent(seq, id, value = topic(id)) {
  return { seq, at: "2026-11-22T09:00:00Z", type: "topic_proposed", changes: { topics: { [id]: value } } }
}
