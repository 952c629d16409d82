/* What Python asks for, read from one block of bytes: numbers of 8 bytes, texts with their length before them. */
#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *at, *end;
};

static const char *take(struct reader *from, size_t length) {
    const char *taken = from->at;
    if ((size_t)(from->end - from->at) < length) {
        fputs("generator: the plan ends too early\n", stderr);
        exit(1);
    }
    from->at += length;
    return taken;
}

static size_t take_count(struct reader *from) {
    uint64_t value;
    memcpy(&value, take(from, sizeof value), sizeof value);
    return (size_t)value;
}

static double take_seconds(struct reader *from) {
    double value;
    memcpy(&value, take(from, sizeof value), sizeof value);
    return value;
}

static struct text take_text(struct reader *from) {
    size_t length = take_count(from);
    return (struct text){take(from, length), length};
}

static struct texts take_texts(struct reader *from) {
    struct texts taken = {take_count(from), NULL};
    taken.each = must(calloc(taken.count + 1, sizeof *taken.each));
    for (size_t n = 0; n < taken.count; n++)
        taken.each[n] = take_text(from);
    return taken;
}

static struct return_plan take_return(struct reader *from) {
    struct return_plan plan = {.is_wanted = take_count(from) != 0};
    if (plan.is_wanted) {
        plan.greeting = take_texts(from);
        plan.first_min_s = take_seconds(from);
        plan.first_max_s = take_seconds(from);
        plan.wait_max_s = take_seconds(from);
    }
    return plan;
}

static struct client_plan take_client(struct reader *from) {
    struct client_plan plan;
    plan.requests = take_texts(from);
    plan.upgrade = take_text(from);
    plan.greeting = take_texts(from);
    plan.reads = take_count(from) != 0;
    plan.starts_s = take_seconds(from);
    return plan;
}

struct crowd_plan read_crowd(char *block, size_t length) {
    struct reader from = {block, block + length};
    struct crowd_plan plan = {.patience_s = take_seconds(&from)};
    plan.host = take_text(&from);
    plan.port = (unsigned)take_count(&from);
    plan.live = take_text(&from);
    plan.returns = take_return(&from);
    plan.count = take_count(&from);
    plan.clients = must(calloc(plan.count + 1, sizeof *plan.clients));
    for (size_t n = 0; n < plan.count; n++)
        plan.clients[n] = take_client(&from);
    return plan;
}

struct phase_plan read_phase(char *block, size_t length) {
    struct reader from = {block, block + length};
    struct phase_plan plan = {.block = block, .seconds = take_seconds(&from), .patience_s = take_seconds(&from)};
    plan.counted = take_texts(&from);
    plan.loop.texts = take_texts(&from);
    plan.loop.acts = take_count(&from);
    plan.loop.answer = take_text(&from);
    plan.count = take_count(&from);
    plan.acts = must(calloc(plan.count + 1, sizeof *plan.acts));
    for (size_t n = 0; n < plan.count; n++) {
        plan.acts[n].at_s = take_seconds(&from);
        plan.acts[n].client = take_count(&from);
        plan.acts[n].text = take_text(&from);
        plan.acts[n].mark = take_text(&from);
    }
    return plan;
}

void phase_plan_free(struct phase_plan *plan) {
    free(plan->acts);
    free(plan->counted.each);
    free(plan->loop.texts.each);
    free(plan->block);
    *plan = (struct phase_plan){0};
}
