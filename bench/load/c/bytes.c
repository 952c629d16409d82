/* Bytes: borrowed ones, growing ones, and looking through them. */
#include "bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *must(void *allocated) {
    if (allocated == NULL) {
        fputs("generator: no memory\n", stderr);
        exit(1);
    }
    return allocated;
}

void bytes_add(struct bytes *to, const void *data, size_t length) {
    if (to->length + length > to->room) {
        to->room = (to->length + length) * 2 + 64;
        to->at = must(realloc(to->at, to->room));
    }
    if (length)
        memcpy(to->at + to->length, data, length);
    to->length += length;
}

void bytes_set(struct bytes *to, const void *data, size_t length) {
    to->length = 0;
    bytes_add(to, data, length);
}

void bytes_drop(struct bytes *from, size_t length) {
    from->length -= length;
    if (from->length)
        memmove(from->at, from->at + length, from->length);
}

void bytes_free(struct bytes *what) {
    free(what->at);
    *what = (struct bytes){0};
}

struct text text_of(const char *literal) {
    return (struct text){literal, strlen(literal)};
}

struct text whole(const struct bytes *of) {
    return (struct text){of->at, of->length};
}

const char *find(struct text in, struct text what) {
    return in.length < what.length ? NULL : memmem(in.at, in.length, what.at, what.length);
}

const char *find_last(struct text in, struct text what) {
    const char *last = NULL, *end = in.at + in.length;
    for (const char *next = find(in, what); next; last = next, next = find(in, what))
        in = (struct text){next + what.length, (size_t)(end - next) - what.length};
    return last;
}

bool holds(struct text in, struct text what) {
    return find(in, what) != NULL;
}

void fill(struct bytes *to, struct text form, const struct replacement *with, size_t count) {
    while (form.length) {
        const char *brace = memchr(form.at, '{', form.length);
        size_t plain = brace ? (size_t)(brace - form.at) : form.length;
        bytes_add(to, form.at, plain);
        form = (struct text){form.at + plain, form.length - plain};
        if (!brace)
            return;
        size_t taken = 1;
        struct text put = {form.at, 1};
        for (size_t n = 0; n < count; n++)
            if (form.length >= with[n].name.length && !memcmp(form.at, with[n].name.at, with[n].name.length)) {
                put = with[n].value;
                taken = with[n].name.length;
                break;
            }
        bytes_add(to, put.at, put.length);
        form = (struct text){form.at + taken, form.length - taken};
    }
}
