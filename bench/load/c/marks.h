/* Which of many marks a message holds, found in one pass. */
#ifndef MARKS_H
#define MARKS_H

#include "bytes.h"
#include "plan.h"

struct marks {
    const struct act *acts;
    size_t width;      /* bytes of the window: the length of the shortest mark; 0 without marks */
    uint64_t leaving;  /* what the byte that leaves the window has been multiplied by */
    size_t slots;      /* a power of two */
    uint32_t *first;   /* by the hash of a mark's last bytes: act + 1, or 0 */
    uint32_t *next;    /* by act: another one with that hash */
};

typedef void mark_taker(void *taker, size_t act);

struct marks marks_of(const struct act *acts, size_t count);
void marks_find(const struct marks *marks, struct text in, mark_taker *take, void *taker);
void marks_free(struct marks *marks);

#endif
