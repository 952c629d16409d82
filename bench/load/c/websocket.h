/* WebSocket frames (RFC 6455) as a client reads and writes them. No I/O. */
#ifndef WEBSOCKET_H
#define WEBSOCKET_H

#include "bytes.h"

enum opcode { CONTINUED = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

/* What has come but is no whole frame yet, and of a message sent in pieces what is there. */
struct websocket {
    struct bytes rest, pieces;
};

/* A whole message, or a control frame. False: stop reading, the connection is gone. */
typedef bool message_taker(void *taker, enum opcode opcode, struct text message);

/* False: stopped by the taker, or what came is against the protocol. */
bool websocket_take(struct websocket *socket, const char *data, size_t length, message_taker *take, void *taker);
void websocket_write(struct bytes *to, enum opcode opcode, struct text message, uint32_t mask);

#endif
