/* The whole load: all clients, and the phase that is measured, if one is. */
#ifndef LOAD_H
#define LOAD_H

#include <netinet/in.h>

#include "client.h"
#include "phase.h"
#include "plan.h"

struct load {
    struct crowd_plan crowd;
    struct sockaddr_in address;
    struct client *clients;
    int epoll;
    bool is_opening;
    double began_s;       /* of the storm that opens them all */
    double next_due_s;    /* when the next resting client wants to go on */
    size_t live, settled; /* settled: live once, or failed for good */
    size_t failed, away;  /* away: lost, and on their way back */
    struct phase phase;
};

double now_s(void); /* of the monotonic clock */
uint32_t chance(void);

#endif
