/* One HTTP/1.1 answer, read as its bytes come. No I/O. */
#ifndef HTTP_H
#define HTTP_H

#include "bytes.h"

/* How much of a body is kept: what we look for stands at its beginning. */
enum { BODY_KEPT = 4096 };

struct http_answer {
    enum { IN_HEAD, IN_BODY, IN_CHUNK_LINE, IN_CHUNK, AFTER_CHUNK, IN_TRAILER, ANSWERED, MALFORMED } place;
    struct bytes head, line, body;
    int status;
    uint64_t left; /* of the body or the chunk */
};

/* Takes what belongs to the answer; says how much that was. Then `place` is ANSWERED, MALFORMED, or more is to come. */
size_t http_take(struct http_answer *answer, const char *data, size_t length);
struct text http_header(const struct http_answer *answer, const char *name); /* "set-cookie"; the last one, or empty */
void http_again(struct http_answer *answer);

#endif
