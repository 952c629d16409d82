// Node's ws: what one client says goes to all, itself too. `node ws.js PORT`

import { WebSocketServer } from "ws"

const server = new WebSocketServer({
  port: Number(process.argv[2]), host: "127.0.0.1", backlog: 2048, perMessageDeflate: false,
})
server.on("listening", () => console.log("listening"))
server.on("connection", (socket) =>
  socket.on("message", (text) => {
    for (const client of server.clients) client.send(text, { binary: false })
  }))
