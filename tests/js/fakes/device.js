// A device for modules that expect a page: storage that can be full, sockets flushed by hand, events fired by hand.

export class FakeStorage {
  constructor() {
    Object.defineProperty(this, "isFull", { value: false, writable: true })
  }

  getItem(key) {
    return Object.prototype.hasOwnProperty.call(this, key) ? this[key] : null
  }

  setItem(key, value) {
    if (this.isFull) throw new Error("QuotaExceededError")
    this[key] = String(value)
  }

  removeItem(key) {
    delete this[key]
  }
}

/** Every socket the page opened, oldest first. */
export class FakeSocket {
  static opened = []

  constructor(url) {
    this.url = url
    this.sent = []
    this.isClosed = false
    FakeSocket.opened.push(this)
  }

  static get last() {
    return FakeSocket.opened[FakeSocket.opened.length - 1]
  }

  send(text) {
    this.sent.push(JSON.parse(text))
  }

  close() {
    this.isClosed = true
  }

  opens() {
    this.onopen()
  }

  hears(message) {
    this.onmessage({ data: JSON.stringify(message) })
  }

  dies(code = 1006) {
    this.onclose({ code })
  }

  sentOfType(type) {
    return this.sent.filter((message) => message.type === type)
  }
}

/** Listeners by name, as window and document have them. */
export class FakeTarget {
  constructor() {
    this.listeners = new Map()
  }

  addEventListener(name, listener) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener])
  }

  fires(name, event = {}) {
    for (const listener of this.listeners.get(name) ?? []) listener(event)
  }
}
