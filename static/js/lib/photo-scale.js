// Makes a photo small enough for a venue's network before it is sent: 2,048 px on its longest side, without where it was taken.

const PHOTO_SIDE_MAX = 2_048
const PHOTO_QUALITY = 0.85

/**
 * @param {Blob} file
 * @returns {Promise<Blob>} the file itself where this device cannot read it: then the server says what is the matter
 */
export async function scaledPhoto(file) {
  const address = URL.createObjectURL(file)
  try {
    return await redrawnPhoto(await photoImage(address))
  } catch {
    return file
  } finally {
    URL.revokeObjectURL(address)
  }
}

/**
 * An image element turns a photo as its EXIF says, in every browser we serve; createImageBitmap does so only in newer ones.
 * @param {string} address
 */
async function photoImage(address) {
  const image = new Image()
  image.src = address
  await image.decode()
  return image
}

/**
 * @param {HTMLImageElement} image
 * @returns {Promise<Blob>}
 */
function redrawnPhoto(image) {
  const { naturalWidth, naturalHeight } = image
  const scale = Math.min(1, PHOTO_SIDE_MAX / Math.max(naturalWidth, naturalHeight))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(naturalWidth * scale))
  canvas.height = Math.max(1, Math.round(naturalHeight * scale))
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }))
  pen.fillStyle = "white"
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.imageSmoothingQuality = "high"
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => canvas.toBlob((jpeg) => (jpeg ? resolve(jpeg) : reject()), "image/jpeg", PHOTO_QUALITY))
}
