// Socket.IO: what one client says goes to all, itself too. `node socketio.js PORT`

import { createServer } from "node:http"
import { Server } from "socket.io"

const server = createServer()
const io = new Server(server, { transports: ["websocket"], perMessageDeflate: false, serveClient: false })
io.on("connection", (socket) => socket.on("say", (text) => io.emit("say", text)))
server.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 2048 }, () => console.log("listening"))
