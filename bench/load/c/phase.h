/* One stretch of measuring: what is sent when, and what came of it. */
#ifndef PHASE_H
#define PHASE_H

#include "client.h"
#include "marks.h"
#include "plan.h"
#include "report.h"

/* What a phase knows of one client. */
struct seat {
    bool is_awaited;  /* it read when the phase began, so it should see every act */
    double asked_s;   /* of a loop: when it sent what is not answered yet; 0: nothing */
    struct bytes answer;
};

struct needle {
    uint64_t times, frames;
    uint32_t *frames_of; /* by client */
};

struct phase {
    bool is_running;
    struct phase_plan plan;
    struct marks marks;
    struct seat *seats;
    struct needle *needles;
    unsigned char *seen; /* a bit for each act and client */
    double *sent_s;      /* by act; 0: not yet */
    size_t *arrived;     /* by act: at how many clients */
    size_t awaited, next_act;
    double began_s, last_sent_s, began_cpu_s;
    uint64_t frames, bytes, closed, came, missing, asked, answered;
    struct numbers delays, last, waits, returned_s, returned_bytes;
};

void phase_begin(struct load *load, struct phase_plan plan);
double phase_step(struct load *load); /* sends what is due; seconds until it wants to be called again */
void phase_heard(struct load *load, struct client *client, struct text message);
void phase_returned(struct load *load, struct client *client);

#endif
