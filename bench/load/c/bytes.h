/* Bytes: borrowed ones, growing ones, and looking through them. */
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Somebody else's, not ended by a zero. */
struct text {
    const char *at;
    size_t length;
};

/* Ours, growing as needed. All zeros: empty. */
struct bytes {
    char *at;
    size_t length, room;
};

void *must(void *allocated); /* ends the program when there is no memory */
void bytes_add(struct bytes *to, const void *data, size_t length);
void bytes_set(struct bytes *to, const void *data, size_t length);
void bytes_drop(struct bytes *from, size_t length); /* from the front */
void bytes_free(struct bytes *what);

struct text text_of(const char *literal);
struct text whole(const struct bytes *of);
const char *find(struct text in, struct text what); /* the first, or NULL */
const char *find_last(struct text in, struct text what);
bool holds(struct text in, struct text what);

/* The text with every `name` replaced by `value`, added to `to`. */
struct replacement {
    struct text name, value;
};
void fill(struct bytes *to, struct text form, const struct replacement *with, size_t count);

#endif
