// Photos that wait to be sent, kept on this device with their bytes. Where it may keep nothing (private window), until the page closes.

const PHOTO_DATABASE = "openspace-photos"
const PHOTOS_WAITING = "waiting"
const PHOTO_KEPT_MAX_MS = 30 * 24 * 3_600_000 // the board may be gone, or whoever took it

/**
 * @typedef {object} KeptPhoto
 * @property {string} id its command id
 * @property {string} code of the board
 * @property {string} topic
 * @property {string|null} person who took it; null: nobody knew yet
 * @property {Blob} bytes
 * @property {number} queuedAt milliseconds since 1970, by this device
 * @property {{message: string, instead: string}|null} refusal why it was not taken
 */

/** @type {Promise<IDBDatabase>|null} */
let photoDatabase = null

/**
 * Keep it, or what has changed of it.
 * @param {KeptPhoto} photo
 * @returns {Promise<boolean>} false: only until the page closes
 */
export async function keepPhoto(photo) {
  try {
    await inPhotoStore("readwrite", (waiting) => waiting.put(photo))
    return true
  } catch {
    return false
  }
}

/**
 * What has waited for a month goes, of whatever board.
 * @param {string} code of a board
 * @returns {Promise<KeptPhoto[]>} oldest first
 */
export async function keptPhotos(code) {
  try {
    /** @type {KeptPhoto[]} */
    const all = await inPhotoStore("readonly", (waiting) => waiting.getAll())
    const oldest = Date.now() - PHOTO_KEPT_MAX_MS
    all.filter((photo) => photo.queuedAt < oldest).forEach((photo) => dropPhoto(photo.id))
    return all.filter((photo) => photo.code === code && photo.queuedAt >= oldest).sort((a, b) => a.queuedAt - b.queuedAt)
  } catch {
    return []
  }
}

/** @param {string} id */
export async function dropPhoto(id) {
  try {
    await inPhotoStore("readwrite", (waiting) => waiting.delete(id))
  } catch {
    // Nothing was kept, then.
  }
}

/** @returns {Promise<IDBDatabase>} */
function openedPhotos() {
  photoDatabase ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(PHOTO_DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(PHOTOS_WAITING, { keyPath: "id" })
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.onclose = () => { photoDatabase = null } // phones close it while they sleep
      resolve(request.result)
    }
  })
  return photoDatabase
}

/**
 * Answers once it is on the disk: a device that is full says so no earlier.
 * @template Result
 * @param {"readonly"|"readwrite"} mode
 * @param {(waiting: IDBObjectStore) => IDBRequest<Result>} ask
 * @returns {Promise<Result>}
 */
async function inPhotoStore(mode, ask) {
  try {
    const transaction = (await openedPhotos()).transaction(PHOTOS_WAITING, mode)
    const request = ask(transaction.objectStore(PHOTOS_WAITING))
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onabort = () => reject(transaction.error)
    })
    return request.result
  } catch (error) {
    photoDatabase = null
    throw error
  }
}
