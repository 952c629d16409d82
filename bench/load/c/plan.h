/* What Python asks for (bench/load/plan.py), as it comes through the pipe (bench/load/pipes.py). */
#ifndef PLAN_H
#define PLAN_H

#include "bytes.h"

struct texts {
    size_t count;
    struct text *each;
};

struct client_plan {
    struct texts requests, greeting;
    struct text upgrade;
    bool reads;
    double starts_s;
};

struct return_plan {
    bool is_wanted;
    struct texts greeting;
    double first_min_s, first_max_s, wait_max_s;
};

struct crowd_plan {
    double patience_s;
    struct text host, live;
    unsigned port;
    struct return_plan returns;
    size_t count;
    struct client_plan *clients;
};

struct act {
    double at_s;
    size_t client;
    struct text text, mark;
};

struct loop_plan {
    struct texts texts; /* one a sender */
    size_t acts;
    struct text answer;
};

struct phase_plan {
    size_t count;
    struct act *acts;
    struct loop_plan loop;
    double seconds, patience_s;
    struct texts counted;
    char *block; /* what all texts point into */
};

/* Texts point into `block`, which must stay. Both end the program when the block is too short. */
struct crowd_plan read_crowd(char *block, size_t length);
struct phase_plan read_phase(char *block, size_t length);
void phase_plan_free(struct phase_plan *plan);

#endif
