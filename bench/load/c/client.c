/* One device's connection: it is made, read, written and lost here. Nothing waits. */
#include "client.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"
#include "talk.h"

/* A telephone that sleeps has a small window; with the usual one the kernel would read megabytes for it. */
enum { SLEEPERS_WINDOW = 16 * 1024, READ_MAX = 256 * 1024 };

void client_begin(struct client *client, const struct client_plan *plan, double due_s) {
    *client = (struct client){.plan = plan, .descriptor = -1, .due_s = due_s};
    client->is_engine_io = holds(plan->upgrade, text_of("EIO="));
    bytes_set(&client->seq, "0", 1);
}

/* Tells epoll what it waits for, when that has changed. */
static void watch(struct load *load, struct client *client) {
    bool reads = client->plan->reads || !client->is_live;
    bool writes = client->place == CONNECTING || client->out.length;
    uint32_t wanted = (reads ? EPOLLIN : 0u) | (writes ? EPOLLOUT : 0u);
    if (wanted == client->watched)
        return;
    struct epoll_event event = {.events = wanted, .data.ptr = client};
    epoll_ctl(load->epoll, EPOLL_CTL_MOD, client->descriptor, &event);
    client->watched = wanted;
}

void client_connect(struct load *load, struct client *client) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    client->descriptor = descriptor;
    client->place = CONNECTING;
    client->watched = EPOLLIN | EPOLLOUT;
    struct epoll_event event = {.events = client->watched, .data.ptr = client};
    int yes = 1, window = SLEEPERS_WINDOW;
    if (descriptor < 0) {
        client_lose(load, client);
        return;
    }
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (!client->plan->reads)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
    const struct sockaddr *there = (const struct sockaddr *)&load->address;
    bool is_refused = connect(descriptor, there, sizeof load->address) && errno != EINPROGRESS;
    if (is_refused || epoll_ctl(load->epoll, EPOLL_CTL_ADD, descriptor, &event))
        client_lose(load, client);
}

/* False: the connection is gone. */
static bool flush(struct client *client) {
    while (client->out.length) {
        ssize_t written = send(client->descriptor, client->out.at, client->out.length, MSG_NOSIGNAL);
        if (written < 0)
            return errno == EAGAIN || errno == EINTR;
        bytes_drop(&client->out, (size_t)written);
    }
    return true;
}

static bool read_what_came(struct load *load, struct client *client) {
    static char came[READ_MAX];
    ssize_t length = recv(client->descriptor, came, sizeof came, 0);
    if (length < 0)
        return errno == EAGAIN || errno == EINTR;
    client->bytes += (uint64_t)length;
    load->phase.bytes += (uint64_t)length;
    return length > 0 && talk_take(load, client, came, (size_t)length);
}

static bool is_connected(const struct client *client) {
    int error = 0;
    socklen_t size = sizeof error;
    return !getsockopt(client->descriptor, SOL_SOCKET, SO_ERROR, &error, &size) && !error;
}

void client_ready(struct load *load, struct client *client, uint32_t events) {
    bool goes_on = client->descriptor >= 0;
    if (!goes_on)
        return;
    if (client->place == CONNECTING && (goes_on = is_connected(client)))
        talk_begin(load, client);
    if (goes_on && events & EPOLLIN)
        goes_on = read_what_came(load, client);
    else if (events & (EPOLLERR | EPOLLHUP))
        goes_on = false;
    goes_on = goes_on && flush(client);
    if (goes_on)
        watch(load, client);
    else
        client_lose(load, client);
}

void client_say(struct load *load, struct client *client, struct text message) {
    websocket_write(&client->out, TEXT, message, chance());
    if (flush(client))
        watch(load, client);
    else
        shutdown(client->descriptor, SHUT_RDWR); /* epoll will say so: what it hears may just be in the making */
}

/* The first one that fails says where: the others are counted. */
static void complain(const struct load *load, const struct client *client) {
    static const char *const PLACES[] = {"waiting", "connecting", "asking over HTTP", "upgrading", "waiting for state"};
    if (!load->failed)
        fprintf(stderr, "generator: a client failed while %s, %.1f s after the beginning; last status %d, errno %d\n",
                PLACES[client->place], now_s() - load->began_s, client->answer.status, errno);
}

/* When it will try again, if it does. */
static void plan_return(struct load *load, struct client *client) {
    const struct return_plan *plan = &load->crowd.returns;
    double doubled = client->longest_s * 2 < plan->wait_max_s ? client->longest_s * 2 : plan->wait_max_s;
    client->longest_s = client->is_live ? plan->first_max_s : doubled;
    double share = chance() / 4294967295.0;
    client->due_s = now_s() + plan->first_min_s + share * (client->longest_s - plan->first_min_s);
    client->place = RESTING;
    if (client->due_s < load->next_due_s)
        load->next_due_s = client->due_s;
}

void client_lose(struct load *load, struct client *client) {
    if (!client->was_live)
        complain(load, client);
    if (client->descriptor >= 0)
        close(client->descriptor);
    client->descriptor = -1;
    client->out.length = client->socket.rest.length = client->socket.pieces.length = 0;
    http_again(&client->answer);
    client->place = GONE;
    if (client->is_live) {
        load->live--;
        load->phase.closed++;
        load->away += load->crowd.returns.is_wanted;
        client->bytes = 0;
    } else if (!client->was_live) {
        load->failed++;
        load->settled++;
    }
    if (client->was_live && load->crowd.returns.is_wanted)
        plan_return(load, client);
    client->is_live = false;
}
