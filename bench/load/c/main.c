/* The load generator: one loop over all connections, told what to do through standard input.

A command is its length (8 bytes) and a plan: the first one the crowd, then phases. Each is answered with a report on
standard output. It ends with its input. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "load.h"

enum { EVENTS_MAX = 1024 };
static const double FAR_S = 1e18, REST_MAX_S = 1.0;

double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

uint32_t chance(void) {
    static uint64_t state;
    if (!state && getentropy(&state, sizeof state))
        state = 1;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32);
}

/* False at the end of the input. */
static bool read_all(char *to, size_t length) {
    while (length) {
        ssize_t got = read(STDIN_FILENO, to, length);
        if (got <= 0)
            return false;
        to += got;
        length -= (size_t)got;
    }
    return true;
}

static void open_crowd(struct load *load, char *block, size_t length) {
    struct crowd_plan *crowd = &load->crowd;
    *crowd = read_crowd(block, length);
    char host[INET_ADDRSTRLEN] = "";
    memcpy(host, crowd->host.at, crowd->host.length < sizeof host ? crowd->host.length : sizeof host - 1);
    load->address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)crowd->port)};
    if (inet_pton(AF_INET, host, &load->address.sin_addr) != 1) {
        fprintf(stderr, "generator: %s is no address\n", host);
        exit(1);
    }
    load->clients = must(calloc(crowd->count + 1, sizeof *load->clients));
    load->is_opening = true;
    load->began_s = load->next_due_s = now_s();
    for (size_t n = 0; n < crowd->count; n++)
        client_begin(&load->clients[n], &crowd->clients[n], load->began_s + crowd->clients[n].starts_s);
}

static bool take_command(struct load *load) {
    uint64_t length;
    if (!read_all((char *)&length, sizeof length))
        return false;
    char *block = must(malloc(length + 1));
    if (!read_all(block, length))
        return false;
    if (load->clients)
        phase_begin(load, read_phase(block, length));
    else
        open_crowd(load, block, length);
    return true;
}

static void start_due(struct load *load) {
    double now = now_s();
    if (now < load->next_due_s)
        return;
    load->next_due_s = FAR_S;
    for (size_t n = 0; n < load->crowd.count; n++) {
        struct client *client = &load->clients[n];
        if (client->place == RESTING && client->due_s <= now)
            client_connect(load, client);
        else if (client->place == RESTING && client->due_s < load->next_due_s)
            load->next_due_s = client->due_s;
    }
}

/* Once all are live, or have failed, or the patience has ended. */
static void report_opening(struct load *load) {
    if (load->settled < load->crowd.count && now_s() < load->began_s + load->crowd.patience_s)
        return;
    struct bytes report = {0};
    struct numbers live = {0}, bytes = {0};
    double failed = 0;
    for (size_t n = 0; n < load->crowd.count; n++) {
        const struct client *client = &load->clients[n];
        failed += !client->was_live;
        numbers_add(&live, client->was_live ? client->live_s : -1);
        numbers_add(&bytes, (double)(client->was_live ? client->live_bytes : client->bytes));
    }
    report_list(&report, &failed, 1);
    report_list(&report, live.each, live.count);
    report_list(&report, bytes.each, bytes.count);
    report_send(&report);
    numbers_free(&live);
    numbers_free(&bytes);
    load->is_opening = false;
}

/* Does what is due; says how long nothing will be, in milliseconds. */
static int step(struct load *load) {
    double rest_s = REST_MAX_S;
    if (!load->clients)
        return -1;
    start_due(load);
    if (load->is_opening)
        report_opening(load);
    if (load->phase.is_running)
        rest_s = phase_step(load);
    double until_due_s = load->next_due_s - now_s();
    rest_s = until_due_s < rest_s ? until_due_s : rest_s;
    return rest_s > 0 ? (int)(rest_s * 1e3) + 1 : 0;
}

static void allow_many_connections(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(void) {
    static struct load load = {.next_due_s = 1e18};
    static struct epoll_event events[EVENTS_MAX];
    allow_many_connections();
    load.epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event input = {.events = EPOLLIN};
    if (load.epoll < 0 || epoll_ctl(load.epoll, EPOLL_CTL_ADD, STDIN_FILENO, &input)) {
        perror("generator");
        return 1;
    }
    for (;;) {
        int ready = epoll_wait(load.epoll, events, EVENTS_MAX, step(&load));
        for (int n = 0; n < ready; n++) {
            struct client *client = events[n].data.ptr;
            if (client)
                client_ready(&load, client, events[n].events);
            else if (!take_command(&load))
                return 0;
        }
    }
}
