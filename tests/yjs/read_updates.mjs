// What real Yjs shows of each document: a JSON list of whole updates in base64 on standard input, a list of texts on standard output.

import { readFileSync } from "node:fs"
import * as Y from "yjs"

const texts = JSON.parse(readFileSync(0, "utf8")).map((update) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Buffer.from(update, "base64"))
  return doc.getText("notes").toString()
})
process.stdout.write(JSON.stringify(texts))
