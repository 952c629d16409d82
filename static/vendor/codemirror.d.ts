// Types of codemirror.js, as much of them as this project uses. Ours, not vendored.

import { Awareness, UndoManager, YText } from "./yjs.js"

export type Extension = object | readonly Extension[]

export interface Line {
  readonly from: number
  readonly to: number
  readonly number: number
  readonly text: string
  readonly length: number
}

export interface TextDocument {
  readonly length: number
  /** Lines are counted from 1. */
  readonly lines: number
  line(number: number): Line
  lineAt(position: number): Line
  sliceString(from: number, to?: number): string
  toString(): string
}

export interface SelectionRange {
  readonly from: number
  readonly to: number
  readonly anchor: number
  readonly head: number
  readonly empty: boolean
}

export class EditorSelection {
  readonly main: SelectionRange
  readonly ranges: readonly SelectionRange[]
  static cursor(position: number): SelectionRange
  static range(anchor: number, head: number): SelectionRange
  static single(anchor: number, head?: number): EditorSelection
}

export interface Change {
  from: number
  to?: number
  insert?: string
}

export interface TransactionSpec {
  changes?: Change | readonly Change[]
  selection?: EditorSelection | SelectionRange | { anchor: number; head?: number }
  effects?: Effect | readonly Effect[]
  annotations?: object | readonly object[]
  scrollIntoView?: boolean
  userEvent?: string
}

export interface ChangeSet {
  mapPos(position: number, assoc?: number): number
  /** Places before, places after, and what came. */
  iterChanges(each: (from: number, to: number, fromAfter: number, toAfter: number, inserted: TextDocument) => void): void
}

export class Transaction {
  readonly docChanged: boolean
  readonly newDoc: TextDocument
  readonly startState: EditorState
  readonly state: EditorState
  readonly changes: ChangeSet
  readonly effects: readonly Effect[]
  readonly newSelection: EditorSelection
  readonly scrollIntoView: boolean
  static readonly userEvent: AnnotationType<string>
  isUserEvent(event: string): boolean
  annotation<T>(type: AnnotationType<T>): T | undefined
}

export class EditorState {
  readonly doc: TextDocument
  readonly selection: EditorSelection
  readonly readOnly: boolean
  static create(config: { doc?: string; selection?: EditorSelection; extensions?: Extension }): EditorState
  static readonly readOnly: { of(isReadOnly: boolean): Extension }
  static readonly transactionFilter: {
    of(filter: (transaction: Transaction) => Transaction | TransactionSpec | readonly TransactionSpec[]): Extension
  }
  static readonly allowMultipleSelections: { of(allowed: boolean): Extension }
  static readonly tabSize: { of(columns: number): Extension }
  field<T>(field: StateField<T>): T
  update(spec: TransactionSpec): Transaction
  changeByRange(change: (range: SelectionRange) => { range: SelectionRange; changes?: Change | readonly Change[] }): TransactionSpec
}

export interface Effect {
  is(type: EffectType<any>): boolean
  readonly value: any
}

export interface EffectType<T> {
  of(value: T): Effect
}

export class StateEffect {
  static define<T>(): EffectType<T>
}

export interface AnnotationType<T> {
  of(value: T): object
}

export class Annotation {
  static define<T>(): AnnotationType<T>
}

export class StateField<T> {
  static define<T>(config: {
    create: (state: EditorState) => T
    update: (value: T, transaction: Transaction) => T
    provide?: (field: StateField<T>) => Extension
  }): StateField<T> & Extension
}

export class Compartment {
  of(extension: Extension): Extension
  reconfigure(extension: Extension): Effect
}

export const Prec: { highest(extension: Extension): Extension; high(extension: Extension): Extension }

export abstract class WidgetType {
  abstract toDOM(view: EditorView): HTMLElement
  eq(other: WidgetType): boolean
  ignoreEvent(event: Event): boolean
}

export interface DecorationRange {
  readonly from: number
  readonly to: number
  readonly value: Decoration
}

export interface DecorationSet {
  readonly size: number
  map(changes: ChangeSet): DecorationSet
}

export class Decoration {
  range(from: number, to?: number): DecorationRange
  static readonly none: DecorationSet
  static mark(spec: { class?: string; attributes?: Record<string, string> }): Decoration
  static line(spec: { class?: string; attributes?: Record<string, string> }): Decoration
  static replace(spec: { widget?: WidgetType; block?: boolean }): Decoration
  static widget(spec: { widget: WidgetType; side?: number; block?: boolean }): Decoration
  static set(ranges: readonly DecorationRange[], isUnsorted?: boolean): DecorationSet
}

export interface ViewUpdate {
  readonly view: EditorView
  readonly state: EditorState
  readonly startState: EditorState
  readonly transactions: readonly Transaction[]
  readonly docChanged: boolean
  readonly selectionSet: boolean
  readonly viewportChanged: boolean
  readonly changes: ChangeSet
  readonly focusChanged: boolean
}

export interface Plugin<T> {
  update?(update: ViewUpdate): void
  destroy?(): void
}

export class ViewPlugin {
  static define<T extends Plugin<T>>(
    make: (view: EditorView) => T,
    spec?: { decorations?: (plugin: T) => DecorationSet; provide?: (plugin: any) => Extension },
  ): Extension
}

export interface KeyBinding {
  key?: string
  mac?: string
  run?: (view: EditorView) => boolean
  shift?: (view: EditorView) => boolean
  preventDefault?: boolean
}

export class EditorView {
  constructor(config: { state: EditorState; parent: Element })
  readonly state: EditorState
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement
  readonly hasFocus: boolean
  readonly visibleRanges: readonly { from: number; to: number }[]
  dispatch(...specs: (Transaction | TransactionSpec)[]): void
  focus(): void
  destroy(): void
  coordsAtPos(position: number): { left: number; right: number; top: number; bottom: number } | null
  requestMeasure(): void
  static readonly lineWrapping: Extension
  static readonly perLineTextDirection: { of(isPerLine: boolean): Extension }
  static readonly editable: { of(isEditable: boolean): Extension }
  static readonly cspNonce: { of(nonce: string): Extension }
  static readonly contentAttributes: { of(attributes: Record<string, string>): Extension }
  static readonly decorations: { of(decorations: DecorationSet | ((view: EditorView) => DecorationSet)): Extension; from(field: any): Extension }
  static readonly atomicRanges: { of(ranges: (view: EditorView) => DecorationSet): Extension }
  static readonly scrollMargins: { of(margins: (view: EditorView) => { top?: number; bottom?: number } | null): Extension }
  static readonly updateListener: { of(listener: (update: ViewUpdate) => void): Extension }
  static domEventHandlers(handlers: Record<string, (event: any, view: EditorView) => boolean | void>): Extension
  static scrollIntoView(position: number | SelectionRange, options?: { y?: "nearest" | "center" | "start" }): Effect
}

export const keymap: { of(bindings: readonly KeyBinding[]): Extension }
export const defaultKeymap: readonly KeyBinding[]
export function indentMore(view: EditorView): boolean
export function indentLess(view: EditorView): boolean

export interface SyntaxNode {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly parent: SyntaxNode | null
  getChild(name: string): SyntaxNode | null
}

export interface SyntaxNodeRef {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly node: SyntaxNode
}

export interface SyntaxTree {
  readonly length: number
  iterate(walk: { from?: number; to?: number; enter: (node: SyntaxNodeRef) => boolean | void }): void
  resolveInner(position: number, side?: -1 | 0 | 1): SyntaxNode
}

export function syntaxTree(state: EditorState): SyntaxTree
export function ensureSyntaxTree(state: EditorState, upTo: number, timeoutMs?: number): SyntaxTree | null

export const markdownLanguage: { readonly extension: Extension }
export function insertNewlineContinueMarkup(view: EditorView): boolean
export function deleteMarkupBackward(view: EditorView): boolean

/** The text of the editor is `text` from now on; without `awareness` nobody else is drawn. */
export function yCollab(text: YText, awareness: Awareness | null, options: { undoManager: UndoManager }): Extension
/** On transactions that came out of the shared text. */
export const ySyncAnnotation: AnnotationType<object>
