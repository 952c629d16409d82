// Types of preact.js, as much of them as this project uses. Ours, not vendored.

export type Key = string | number
export type ComponentChild = VNode | Signal<any> | ReadonlySignal<any> | string | number | bigint | boolean | null | undefined
export type ComponentChildren = ComponentChild | ComponentChild[]
export type Component<Props> = (props: Props) => ComponentChildren

export interface VNode<Props = any> {
  type: string | Component<Props>
  props: Props & { children?: ComponentChildren }
  key: Key | null | undefined
}

export interface RefObject<T> {
  current: T | null
}

export interface MutableRef<T> {
  current: T
}

export function h<Props>(
  type: string | Component<Props>,
  props: (Props & { key?: Key }) | null,
  ...children: ComponentChild[]
): VNode<Props>

/** `h` behind a tagged template. A template with several roots gives an array at run time: wrap it in one element. */
export function html(strings: TemplateStringsArray, ...values: any[]): VNode

/** Draws into `parent`; null takes away what was drawn there. */
export function render(vnode: ComponentChild, parent: Element | DocumentFragment): void

export function Fragment(props: { children?: ComponentChildren }): ComponentChildren
export function createRef<T>(): RefObject<T>

export type Cleanup = void | (() => void)
export type Update<State> = State | ((previous: State) => State)

export function useState<State>(initial: State | (() => State)): [State, (next: Update<State>) => void]
export function useEffect(effect: () => Cleanup, inputs?: readonly unknown[]): void
export function useLayoutEffect(effect: () => Cleanup, inputs?: readonly unknown[]): void
export function useRef<T>(initial: T): MutableRef<T>
export function useRef<T>(initial: T | null): RefObject<T>
export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T
export function useCallback<Callback extends (...args: never[]) => unknown>(
  callback: Callback,
  inputs: readonly unknown[],
): Callback

export interface ReadonlySignal<T> {
  readonly value: T
  /** Reads without subscribing. */
  peek(): T
  subscribe(listener: (value: T) => void): () => void
}

export interface Signal<T> extends ReadonlySignal<T> {
  value: T
}

export function signal<T>(value: T): Signal<T>
export function computed<T>(compute: () => T): ReadonlySignal<T>
/** Runs now and again after each change of what it read; returns what stops it. */
export function effect(run: () => Cleanup): () => void
/** Runs `callback` and lets its changes be seen as one. */
export function batch<T>(callback: () => T): T
export function useSignal<T>(value: T): Signal<T>
export function useComputed<T>(compute: () => T): ReadonlySignal<T>
