/* The physical limit of fan-out: a server that only send()s.

`bare PORT`: whatever one client says goes to all, itself too, in one loop of send() over their sockets. It speaks as
much WebSocket as that takes: the handshake of the RFC's sample key, text frames below 64 KiB that come whole. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS_MAX = 65536, EVENTS_MAX = 256, CAME_MAX = 65536, BACKLOG = 2048 };

static const char WELCOME[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static int clients[CLIENTS_MAX];
static size_t count;
static bool is_greeted[CLIENTS_MAX]; /* by descriptor */

static void leave(int client) {
    for (size_t n = 0; n < count; n++)
        if (clients[n] == client)
            clients[n] = clients[--count];
    close(client);
}

/* As a server sends it: the same bytes for everybody. */
static void tell_all(const unsigned char *text, size_t length) {
    static unsigned char frame[CAME_MAX + 4] = {0x81};
    size_t head = length < 126 ? 2 : 4;
    frame[1] = (unsigned char)(head == 2 ? length : 126);
    if (head == 4) {
        frame[2] = (unsigned char)(length >> 8);
        frame[3] = (unsigned char)length;
    }
    memcpy(frame + head, text, length);
    for (size_t n = 0; n < count; n++)
        send(clients[n], frame, head + length, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* One masked frame, taken apart where it lies; how long it was, 0 when it is not whole or not a text. */
static size_t take_frame(unsigned char *at, size_t length) {
    size_t head = length > 1 && (at[1] & 0x7f) == 126 ? 8 : 6;
    if (length < head || at[0] != 0x81)
        return 0;
    size_t size = head == 6 ? at[1] & 0x7f : (size_t)at[2] << 8 | at[3];
    if (length < head + size)
        return 0;
    for (size_t n = 0; n < size; n++)
        at[head + n] ^= at[head - 4 + (n & 3)];
    tell_all(at + head, size);
    return head + size;
}

static void listen_to(int client) {
    static unsigned char came[CAME_MAX];
    ssize_t length = recv(client, came, sizeof came, 0);
    if (length <= 0) {
        leave(client);
    } else if (!is_greeted[client]) {
        is_greeted[client] = send(client, WELCOME, sizeof WELCOME - 1, MSG_NOSIGNAL) > 0;
        clients[count++] = client;
    } else {
        unsigned char *at = came, *end = came + length;
        for (size_t taken; at < end && (taken = take_frame(at, (size_t)(end - at))); at += taken)
            ;
    }
}

static void let_in(int epoll, int listener) {
    int client = accept(listener, NULL, NULL), yes = 1;
    if (client < 0 || client >= CLIENTS_MAX)
        return;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = client};
    is_greeted[client] = false;
    epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event);
}

static int listener_at(uint16_t port) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, BACKLOG)) {
        perror("bare");
        exit(1);
    }
    return listener;
}

int main(int argc, char **argv) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    int listener = listener_at((uint16_t)(argc > 1 ? atoi(argv[1]) : 0)), epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[EVENTS_MAX];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    puts("listening");
    fflush(stdout);
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS_MAX, -1);
        for (int n = 0; n < ready; n++)
            if (events[n].data.fd == listener)
                let_in(epoll, listener);
            else
                listen_to(events[n].data.fd);
    }
}
