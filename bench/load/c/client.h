/* One device: its connection, its HTTP requests, its WebSocket. */
#ifndef CLIENT_H
#define CLIENT_H

#include "bytes.h"
#include "http.h"
#include "plan.h"
#include "websocket.h"

struct load;

struct client {
    const struct client_plan *plan;
    int descriptor; /* -1 without a connection */
    uint32_t watched;
    enum { RESTING, CONNECTING, ASKING, UPGRADING, OPEN, GONE } place;
    double due_s, longest_s; /* resting until; how long it may be at most, which is doubled */
    size_t answered;      /* of the plan's requests */
    bool is_live, was_live, is_engine_io;
    double live_s;
    uint64_t bytes, live_bytes; /* read since it set out to become live; until it first was */
    struct http_answer answer;
    struct websocket socket;
    struct bytes out;
    struct bytes token, cookie, epoch, seq; /* the last ones heard */
};

void client_begin(struct client *client, const struct client_plan *plan, double due_s);
void client_connect(struct load *load, struct client *client);
void client_ready(struct load *load, struct client *client, uint32_t events); /* what epoll says */
void client_say(struct load *load, struct client *client, struct text message);
void client_lose(struct load *load, struct client *client);

#endif
