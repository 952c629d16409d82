/* WebSocket frames (RFC 6455 section 5) as a client reads and writes them. */
#include "websocket.h"

#include <string.h>

struct frame {
    bool is_final;
    enum opcode opcode;
    struct text payload;
    size_t size; /* with its head; 0 while it is not whole */
};

static uint64_t big_endian(const unsigned char *at, size_t length) {
    uint64_t value = 0;
    for (size_t n = 0; n < length; n++)
        value = value << 8 | at[n];
    return value;
}

/* False for a masked frame: no server sends one. */
static bool read_frame(struct frame *frame, const char *data, size_t length) {
    const unsigned char *head = (const unsigned char *)data;
    frame->size = 0;
    if (length < 2)
        return true;
    if (head[1] & 0x80)
        return false;
    size_t before = 2 + (head[1] == 126 ? 2 : head[1] == 127 ? 8 : 0);
    if (length < before)
        return true;
    uint64_t payload = before == 2 ? head[1] : big_endian(head + 2, before - 2);
    if (payload > length - before)
        return true;
    frame->is_final = head[0] & 0x80;
    frame->opcode = head[0] & 0x0f;
    frame->payload = (struct text){data + before, (size_t)payload};
    frame->size = before + (size_t)payload;
    return true;
}

static bool take_frame(struct websocket *socket, const struct frame *frame, message_taker *take, void *taker) {
    bool is_whole = frame->is_final && frame->opcode != CONTINUED;
    if (is_whole)
        return take(taker, frame->opcode, frame->payload);
    bytes_add(&socket->pieces, frame->payload.at, frame->payload.length);
    if (!frame->is_final)
        return true;
    bool goes_on = take(taker, TEXT, whole(&socket->pieces));
    socket->pieces.length = 0;
    return goes_on;
}

bool websocket_take(struct websocket *socket, const char *data, size_t length, message_taker *take, void *taker) {
    bool is_kept = socket->rest.length > 0;
    if (is_kept) {
        bytes_add(&socket->rest, data, length);
        data = socket->rest.at;
        length = socket->rest.length;
    }
    size_t done = 0;
    struct frame frame;
    for (;;) {
        if (!read_frame(&frame, data + done, length - done))
            return false;
        if (!frame.size)
            break;
        done += frame.size;
        if (!take_frame(socket, &frame, take, taker))
            return false;
    }
    if (is_kept)
        bytes_drop(&socket->rest, done);
    else
        bytes_add(&socket->rest, data + done, length - done);
    return true;
}

void websocket_write(struct bytes *to, enum opcode opcode, struct text message, uint32_t mask) {
    unsigned char head[14] = {(unsigned char)(0x80 | opcode)};
    size_t size = message.length < 126 ? 2 : message.length < 65536 ? 4 : 10;
    head[1] = (unsigned char)(0x80 | (size == 2 ? message.length : size == 4 ? 126 : 127));
    for (size_t n = 2; n < size; n++)
        head[n] = (unsigned char)(message.length >> 8 * (size - 1 - n));
    memcpy(head + size, &mask, 4);
    bytes_add(to, head, size + 4);
    size_t from = to->length;
    bytes_add(to, message.at, message.length);
    const unsigned char *key = head + size;
    for (size_t n = 0; n < message.length; n++)
        to->at[from + n] = (char)(to->at[from + n] ^ key[n & 3]);
}
