// Types of yjs.js, as much of them as this project uses. Ours, not vendored.

/** Where a place in the text is, whatever is written around it. */
export interface RelativePosition {
  type: object | null
  tname: string | null
  item: object | null
  assoc: number
}

export interface YEvent {
  delta: Array<{ insert?: string; delete?: number; retain?: number }>
}

export interface YTransaction {
  origin: unknown
  local: boolean
}

export class YDoc {
  constructor(options?: { gc?: boolean })
  readonly clientID: number
  getText(name: string): YText
  transact<T>(change: (transaction: YTransaction) => T, origin?: unknown): T
  on(event: "update", listener: (update: Uint8Array, origin: unknown, doc: YDoc, transaction: YTransaction) => void): void
  off(event: "update", listener: (...values: any[]) => void): void
  destroy(): void
}

/** Indexes and lengths are UTF-16 units, as in a string. */
export class YText {
  readonly doc: YDoc | null
  readonly length: number
  insert(index: number, text: string): void
  delete(index: number, length: number): void
  toString(): string
  observe(listener: (event: YEvent, transaction: YTransaction) => void): void
  unobserve(listener: (event: YEvent, transaction: YTransaction) => void): void
}

export interface UndoOptions {
  captureTimeout?: number
  trackedOrigins?: Set<unknown>
}

export class UndoManager {
  constructor(scope: YText, options?: UndoOptions)
  readonly undoStack: unknown[]
  readonly redoStack: unknown[]
  addTrackedOrigin(origin: unknown): void
  removeTrackedOrigin(origin: unknown): void
  /** What comes next is a step of its own. */
  stopCapturing(): void
  undo(): unknown
  redo(): unknown
  on(event: "stack-item-added" | "stack-item-popped" | "stack-item-updated" | "stack-cleared", listener: (...values: any[]) => void): void
  destroy(): void
}

export function applyUpdate(doc: YDoc, update: Uint8Array, origin?: unknown): void
export function diffUpdate(update: Uint8Array, stateVector: Uint8Array): Uint8Array
/** Everything `doc` has that whoever has `stateVector` lacks; all of it without one. */
export function encodeStateAsUpdate(doc: YDoc, stateVector?: Uint8Array): Uint8Array
export function encodeStateVector(doc: YDoc): Uint8Array

export function createRelativePositionFromTypeIndex(text: YText, index: number, assoc?: number): RelativePosition
export function createRelativePositionFromJSON(json: any): RelativePosition
export function relativePositionToJSON(position: RelativePosition): any
export function compareRelativePositions(a: RelativePosition | null, b: RelativePosition | null): boolean
/** Null when what it was relative to is not in `doc`. Throws on rubbish. */
export function createAbsolutePositionFromRelativePosition(
  position: RelativePosition,
  doc: YDoc,
): { type: unknown; index: number; assoc: number } | null

export interface AwarenessChange {
  added: number[]
  updated: number[]
  removed: number[]
}

/** Whoever is in the document now, by client id. States of others are whatever they sent. */
export class Awareness {
  constructor(doc: YDoc)
  readonly clientID: number
  readonly doc: YDoc
  getLocalState(): Record<string, any> | null
  setLocalState(state: Record<string, any> | null): void
  setLocalStateField(field: string, value: unknown): void
  getStates(): Map<number, Record<string, any>>
  on(event: "change" | "update", listener: (change: AwarenessChange, origin: unknown) => void): void
  off(event: "change" | "update", listener: (...values: any[]) => void): void
  destroy(): void
}

export function removeAwarenessStates(awareness: Awareness, clients: number[], origin: unknown): void

export interface Encoder {
  readonly cpos: number
}

/** `arr` from `pos` on is what is still to be read. */
export interface Decoder {
  arr: Uint8Array
  pos: number
}

export function createEncoder(): Encoder
export function toUint8Array(encoder: Encoder): Uint8Array<ArrayBuffer>
export function writeVarUint(encoder: Encoder, number: number): void
export function writeSyncStep1(encoder: Encoder, doc: YDoc): void

export type MessageHandler = (
  encoder: Encoder,
  decoder: Decoder,
  provider: WebsocketProvider,
  emitSynced: boolean,
  messageType: number,
) => void

export interface ProviderOptions {
  connect?: boolean
  awareness?: Awareness
  params?: Record<string, string>
  resyncInterval?: number
  maxBackoffTime?: number
  disableBc?: boolean
  shouldReconnect?: (event: CloseEvent, provider: WebsocketProvider) => boolean
}

export class WebsocketProvider {
  constructor(serverUrl: string, roomname: string, doc: YDoc, options?: ProviderOptions)
  readonly awareness: Awareness
  /** Null while there is none. */
  readonly ws: WebSocket | null
  readonly wsconnected: boolean
  readonly synced: boolean
  shouldConnect: boolean
  messageHandlers: MessageHandler[]
  connect(): void
  disconnect(): void
  destroy(): void
  on(event: "status", listener: (change: { status: "connecting" | "connected" | "disconnected" }) => void): void
  on(event: "sync", listener: (isSynced: boolean) => void): void
  /** `closing` is null when this side hung up. */
  on(event: "connection-close", listener: (closing: CloseEvent | null) => void): void
  on(event: "closed", listener: (closing: { code: number; reason: string }) => void): void
}

export function createDecoder(bytes: Uint8Array): Decoder
export function readVarUint(decoder: Decoder): number
export function readVarUint8Array(decoder: Decoder): Uint8Array

/** Clocks by client. */
export function decodeStateVector(stateVector: Uint8Array): Map<number, number>
/** The first and the last clock of each client that an update has structs of. */
export function parseUpdateMeta(update: Uint8Array): { from: Map<number, number>; to: Map<number, number> }
