/* Which of many marks a message holds, found in one pass by a rolling hash (Rabin and Karp).

The window is as wide as the shortest mark and compared with the ends of all: numbered marks differ there. */
#include "marks.h"

#include <stdlib.h>
#include <string.h>

static const uint64_t FACTOR = 0x9E3779B97F4A7C15u;

static uint64_t hash_of(const char *at, size_t length) {
    uint64_t hash = 0;
    for (size_t n = 0; n < length; n++)
        hash = hash * FACTOR + (unsigned char)at[n];
    return hash;
}

/* The low bits of a product depend on the low bits alone, the high ones on all. */
static size_t slot_of(const struct marks *marks, uint64_t hash) {
    return (size_t)((hash ^ hash >> 32) * FACTOR >> 32) & (marks->slots - 1);
}

struct marks marks_of(const struct act *acts, size_t count) {
    struct marks marks = {.acts = acts, .leaving = 1, .slots = 1024};
    for (size_t n = 0; n < count; n++)
        if (acts[n].mark.length && (!marks.width || acts[n].mark.length < marks.width))
            marks.width = acts[n].mark.length;
    while (marks.slots < count * 16)
        marks.slots *= 2;
    for (size_t n = 1; n < marks.width; n++)
        marks.leaving *= FACTOR;
    marks.first = must(calloc(marks.slots, sizeof *marks.first));
    marks.next = must(calloc(count + 1, sizeof *marks.next));
    for (size_t n = 0; n < count; n++) {
        if (!acts[n].mark.length)
            continue;
        const char *end = acts[n].mark.at + acts[n].mark.length;
        size_t slot = slot_of(&marks, hash_of(end - marks.width, marks.width));
        marks.next[n] = marks.first[slot];
        marks.first[slot] = (uint32_t)n + 1;
    }
    return marks;
}

/* `upto`: how much of the message has gone through the window. */
static void compare(const struct marks *marks, const char *at, size_t upto, size_t slot, mark_taker *take,
                    void *taker) {
    for (uint32_t found = marks->first[slot]; found; found = marks->next[found - 1]) {
        struct text mark = marks->acts[found - 1].mark;
        if (mark.length <= upto && !memcmp(at + upto - mark.length, mark.at, mark.length))
            take(taker, found - 1);
    }
}

void marks_find(const struct marks *marks, struct text in, mark_taker *take, void *taker) {
    if (!marks->width || in.length < marks->width)
        return;
    uint64_t hash = hash_of(in.at, marks->width);
    for (size_t upto = marks->width;; upto++) {
        size_t slot = slot_of(marks, hash);
        if (marks->first[slot])
            compare(marks, in.at, upto, slot, take, taker);
        if (upto == in.length)
            return;
        hash -= marks->leaving * (unsigned char)in.at[upto - marks->width];
        hash = hash * FACTOR + (unsigned char)in.at[upto];
    }
}

void marks_free(struct marks *marks) {
    free(marks->first);
    free(marks->next);
    *marks = (struct marks){0};
}
