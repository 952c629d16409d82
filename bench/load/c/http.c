/* One HTTP/1.1 answer, read as its bytes come (RFC 9112): with a length, in chunks, or without a body. */
#include "http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct text trimmed(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    while (end > at && (end[-1] == ' ' || end[-1] == '\r'))
        end--;
    return (struct text){at, (size_t)(end - at)};
}

struct text http_header(const struct http_answer *answer, const char *name) {
    struct text found = {"", 0};
    const char *at = answer->head.at, *end = at + answer->head.length;
    size_t length = strlen(name);
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        if (!line_end)
            line_end = end;
        if ((size_t)(line_end - at) > length && at[length] == ':' && !strncasecmp(at, name, length))
            found = trimmed(at + length + 1, line_end);
        at = line_end + 1;
    }
    return found;
}

static uint64_t number_in(struct text digits, int base) {
    char copy[32] = "";
    memcpy(copy, digits.at, digits.length < sizeof copy - 1 ? digits.length : sizeof copy - 1);
    return strtoull(copy, NULL, base);
}

/* After the head: where the body is, if there is one. */
static void begin_body(struct http_answer *answer) {
    if (answer->head.length < 12 || memcmp(answer->head.at, "HTTP/1.1 ", 9)) {
        answer->place = MALFORMED;
        return;
    }
    answer->status = (int)number_in((struct text){answer->head.at + 9, 3}, 10);
    struct text length = http_header(answer, "content-length");
    struct text encoding = http_header(answer, "transfer-encoding");
    bool has_body = answer->status >= 200 && answer->status != 204 && answer->status != 304;
    answer->left = number_in(length, 10);
    if (has_body && holds(encoding, text_of("chunked")))
        answer->place = IN_CHUNK_LINE;
    else if (has_body && !length.length)
        answer->place = MALFORMED; /* a body until the connection ends: no further request could follow */
    else
        answer->place = has_body && answer->left ? IN_BODY : ANSWERED;
}

static size_t take_head(struct http_answer *answer, const char *data, size_t length) {
    size_t before = answer->head.length;
    size_t looked = before < 3 ? 0 : before - 3;
    bytes_add(&answer->head, data, length);
    struct text rest = {answer->head.at + looked, answer->head.length - looked};
    const char *end = find(rest, text_of("\r\n\r\n"));
    if (!end)
        return length;
    answer->head.length = (size_t)(end + 4 - answer->head.at);
    begin_body(answer);
    return answer->head.length - before;
}

static size_t take_body(struct http_answer *answer, const char *data, size_t length) {
    size_t taken = length < answer->left ? length : (size_t)answer->left;
    if (answer->body.length < BODY_KEPT) {
        size_t room = BODY_KEPT - answer->body.length;
        bytes_add(&answer->body, data, taken < room ? taken : room);
    }
    answer->left -= taken;
    if (!answer->left)
        answer->place = answer->place == IN_CHUNK ? AFTER_CHUNK : ANSWERED;
    return taken;
}

/* A line of its own: the size of a chunk, what ends one, a trailer. */
static size_t take_line(struct http_answer *answer, const char *data, size_t length) {
    const char *end = memchr(data, '\n', length);
    size_t taken = end ? (size_t)(end - data) + 1 : length;
    bytes_add(&answer->line, data, taken);
    if (!end)
        return taken;
    struct text line = trimmed(answer->line.at, answer->line.at + answer->line.length - 1);
    if (answer->place == AFTER_CHUNK)
        answer->place = IN_CHUNK_LINE;
    else if (answer->place == IN_TRAILER)
        answer->place = line.length ? IN_TRAILER : ANSWERED;
    else {
        answer->left = number_in(line, 16);
        answer->place = answer->left ? IN_CHUNK : IN_TRAILER;
    }
    answer->line.length = 0;
    return taken;
}

size_t http_take(struct http_answer *answer, const char *data, size_t length) {
    size_t taken = 0;
    while (taken < length && answer->place != ANSWERED && answer->place != MALFORMED) {
        const char *at = data + taken;
        size_t left = length - taken;
        if (answer->place == IN_HEAD)
            taken += take_head(answer, at, left);
        else if (answer->place == IN_BODY || answer->place == IN_CHUNK)
            taken += take_body(answer, at, left);
        else
            taken += take_line(answer, at, left);
    }
    return taken;
}

void http_again(struct http_answer *answer) {
    answer->place = IN_HEAD;
    answer->head.length = answer->line.length = answer->body.length = 0;
}
