// Every message between this screen and the server, and every thing on a board, as types. Mirrors `openspace/wire.py` and
// `openspace/domain/entities.py`; touches neither the page nor the network.

/** Major version of the contract. */
const PROTOCOL = 1

// Why the server ended the conversation.
export const CLOSE_BUSY = 1013
export const CLOSE_RUBBISH = 4000
export const CLOSE_BAD_TOKEN = 4401
export const CLOSE_FORBIDDEN = 4403
export const CLOSE_NO_BOARD = 4404

// Places that are not sessions.
export const CAFE = "cafe"
export const LOBBY = "lobby"

// Code points a text may have, after NFC and trim: `[...text.normalize("NFC").trim()].length`.
export const TITLE_MAX_CHARS = 140
export const ABOUT_MAX_CHARS = 400
export const NAME_MAX_CHARS = 60
export const LINE_MAX_CHARS = 200

/** The wall whose scene every wall without one of its own shows. */
export const ALL_WALLS = "all"

/** @typedef {"gathering"|"open"|"quiet"} State */
/** @typedef {"sessions"|"break"|"plenary"} SlotKind */
/** @typedef {"circle"|"square"|"triangle"|"diamond"|"star"|"hexagon"|"cross"|"half-disc"} RoomSymbolName */
/** @typedef {"join"|"market"|"agenda"|"floor"|"principles"|"theme"|"writing"|"book"} Scene */
/** @typedef {"everyone"|"convener"|"scribes"} Writers who may write a topic's notes; convener and pen always may */
/** @typedef {"open"|"doing"|"done"|"dropped"} Progress */
/** @typedef {"participant"|"scribe"|"facilitator"|"wall"} Role */
/** @typedef {"heads"|"interest"|"flows"|"walls"|"address"|"notes"} Plane */

// What a board is made of. Times are ISO 8601 with offset; those of slots in the board's zone.

/**
 * @typedef {object} Gathering
 * @property {string} id always "gathering"
 * @property {string} title
 * @property {string} theme empty: none
 * @property {string} language BCP 47, the board's own
 * @property {string} timezone IANA name
 * @property {State} state
 * @property {"gathering"|"open"} before_quiet what leaving quiet returns to
 * @property {number|null} people_expected
 * @property {string} responsible who answers for what is kept
 * @property {string|null} keep_until the day everything is erased, "2026-12-01"
 */
/** @typedef {{id: string, name: string, password: string}} Wifi */
/**
 * @typedef {object} Room
 * @property {string} id
 * @property {string} name
 * @property {number|null} seats null: nobody counted
 * @property {number} colour 1-16; 9-16 are 1-8 with a striped edge
 * @property {RoomSymbolName} symbol
 * @property {string} directions how to find it
 * @property {boolean} is_open
 */
/**
 * @typedef {object} Slot
 * @property {string} id
 * @property {string} starts
 * @property {string} ends
 * @property {SlotKind} kind
 * @property {string} label empty: shown by its times
 */
/**
 * @typedef {object} Topic
 * @property {string} id
 * @property {string} title
 * @property {string} about
 * @property {string} language BCP 47 of the text; empty if unknown
 * @property {string} convener a person's id
 * @property {string} posted_at
 * @property {Writers} writers
 * @property {string} pen person the convener has handed the report to; empty: nobody
 * @property {boolean} is_on_walls whether the notes show while they are written
 * @property {boolean} is_ready the report is done
 * @property {number[]} [breaks] code points of the title before which a long word may break: `breakableTitle`
 */
/** @typedef {{id: string, topic: string, room: string, slot: string, heads_by_hand: number|null}} Session */
/** @typedef {{id: string, name: string, has_phone: boolean}} Person a convener; empty name: chose none */
/** @typedef {{id: string, text: string, at: string}} Announcement */
/**
 * @typedef {object} Action who does what by when
 * @property {string} id
 * @property {string} topic
 * @property {string} what
 * @property {string} who as written; empty: nobody yet
 * @property {string} person the person's id when it is somebody on the board
 * @property {boolean} is_role `who` is an organisation or a role
 * @property {string|null} due "2026-12-01"
 * @property {string} first_step
 * @property {Progress} progress
 * @property {string} news the last word on how it goes
 * @property {string} made_at
 */
/**
 * @typedef {object} Photo its bytes are at `/b/{code}/photos/{id}.jpg`
 * @property {string} id
 * @property {string} topic
 * @property {string} digest
 * @property {number} width pixels
 * @property {number} height
 * @property {number} size bytes
 * @property {string} text what it says, or shows
 * @property {boolean} may_publish
 * @property {string} by a sign of who sent it, for the server alone
 * @property {string} taken_at
 */
/** @typedef {{id: string, number: number, digest: string, published_at: string, is_current: boolean}} Edition a published book */
/** @typedef {{id: string, scene: Scene, page: number}} Wall */
/** @typedef {{room: string, slot: string}} Spot */
/**
 * @typedef {object} Board everything public, by collection and id
 * @property {string|null} epoch null before the first state
 * @property {number} seq of the last event applied, 0 before the first
 * @property {Record<string, Gathering>} gathering
 * @property {Record<string, Room>} rooms
 * @property {Record<string, Slot>} slots
 * @property {Record<string, Topic>} topics
 * @property {Record<string, Session>} sessions
 * @property {Record<string, Person>} people
 * @property {Record<string, Announcement>} announcements
 * @property {Record<string, Wall>} walls
 * @property {Record<string, Action>} actions
 * @property {Record<string, Photo>} photos
 * @property {Record<string, Edition>} editions
 */
/** @typedef {Record<string, Record<string, any>>} Collections entities by collection and id; null: went away */

// What is private to whoever looks at this screen.

/**
 * @typedef {object} Profile
 * @property {string} id the person's
 * @property {string} name
 * @property {string} language
 * @property {boolean} has_phone
 * @property {boolean} may_publish
 * @property {string|null} joined_at
 * @property {string|null} silenced why this device may not write; null if it may
 * @property {string[]} read announcements answered with OK
 */
/** @typedef {{id: string, topics: string[]}} Interest */
/**
 * @typedef {object} Notice word to a convener that somebody else touched their topic
 * @property {string} id
 * @property {string} to
 * @property {"moved"|"aside"|"restored"|"silenced"} kind
 * @property {string} topic
 * @property {string} title
 * @property {Spot|null} origin null: it waited for a place
 * @property {Spot|null} place null: it waits for a place now
 * @property {string} by empty: the facilitator
 * @property {string} why
 * @property {string} at
 * @property {boolean} by_mouth
 */
/**
 * @typedef {object} Shelved a topic off the board that can go up again
 * @property {string} id
 * @property {Topic} topic
 * @property {Person} convener
 * @property {Session[]} sessions
 * @property {Action[]} actions
 * @property {Photo[]} photos
 * @property {"withdrawn"|"aside"|"silenced"} reason
 * @property {string} why
 * @property {string} at
 */
/** @typedef {{id: string, place: string|null}} WhereIAm place: a session's id, "cafe", "lobby", null: in no count */
/**
 * @typedef {object} Mine
 * @property {Record<string, Profile>} profiles
 * @property {Record<string, Interest>} interests
 * @property {Record<string, Notice>} notices
 * @property {Record<string, Shelved>} shelf
 * @property {Record<string, Wifi>} wifi
 * @property {Record<string, WhereIAm>} whereabouts
 */

// The lossy plane: counts, never a person.

/** @typedef {{url: string, others: string[], is_reached: boolean}} Address */
/**
 * @typedef {object} Writing how a topic's notes stand, without what is internal
 * @property {number} version grows with the text
 * @property {boolean} is_empty nothing but the template
 * @property {number} writers screens that wrote during the last minutes
 * @property {number} readers screens that have it open and do not write
 * @property {string[]} lines the last finished ones, without Markdown signs; none when the convener keeps them off the walls
 */
/** @typedef {[string, string, number]} Flow from, to, how many */
/**
 * @typedef {object} Presence
 * @property {Record<string, number>} heads people by place
 * @property {Record<string, number>} interest people by topic
 * @property {Record<string, number>} walls screens by name
 * @property {Address|null} address null until watched
 * @property {Record<string, Writing>} notes by topic; only of topics with a document
 */

// Down.

/** @typedef {{person: string|null, role: Role, name: string, language: string}} Me person is null for a wall */
/** @typedef {{seq: number, at?: string, type?: string, by?: string, changes?: Collections}} BoardEvent only seq: nothing public */
/**
 * @typedef {object} Welcome exactly one of `snapshot` and `events`
 * @property {"welcome"} type
 * @property {Me} me
 * @property {number} version
 * @property {string} [release] which scripts the server has
 * @property {string} epoch
 * @property {number} seq
 * @property {number} now milliseconds since 1970
 * @property {Collections} [snapshot]
 * @property {BoardEvent[]} [events]
 * @property {Partial<Presence>} presence
 * @property {Partial<Mine>} mine
 */
/** @typedef {{type: "events", events: BoardEvent[]}} EventsMessage */
/** @typedef {{type: "mine", seq: number, changes: Collections}} MineMessage */
/** @typedef {{type: "presence", flows?: Flow[]} & Partial<Presence>} PresenceMessage */
/** @typedef {{type: "accepted", command_id: string, seq: number, made?: Record<string, string>}} Accepted */
/** @typedef {{text: string, cells?: Spot[]}} Instead */
/** @typedef {{type: "refused", command_id: string|null, code: string, message: string, instead: Instead}} Refused */
/** @typedef {{type: "now", now: number}} NowMessage */
/** @typedef {Welcome|EventsMessage|MineMessage|PresenceMessage|Accepted|Refused|NowMessage} Down */
/** @typedef {{epoch: string, seq: number, board: Collections, presence: Partial<Presence>}} Snapshot body of GET */

// Up.

/** @typedef {{type: string, command_id: string, [field: string]: any}} Command */

/** @typedef {{screen: "phone"|"wall"|"desk"|"scribe", wall?: string}} ScreenName */

/**
 * The first message, and again whenever this screen has lost track.
 * @param {{epoch: string|null, seq: number}} board
 * @param {ScreenName} screen
 */
export function helloMessage(board, { screen, wall = "" }) {
  return encode({ type: "hello", protocol: PROTOCOL, epoch: board.epoch, since: board.seq, screen, wall })
}

/** @param {Plane[]} planes */
export function watchMessage(planes) {
  return encode({ type: "watch", planes })
}

/** @param {object} message */
export function encode(message) {
  return JSON.stringify(message)
}

const KNOWN = new Set(["welcome", "events", "mine", "presence", "accepted", "refused", "now"])

/**
 * One message from the server; null for one of a later version, or not a message at all.
 * @param {string} text
 * @returns {Down|null}
 */
export function decode(text) {
  try {
    const message = JSON.parse(text)
    return KNOWN.has(message?.type) ? message : null
  } catch {
    return null
  }
}
