/* What goes back to Python: a length, then lists of doubles, each with its count before it. */
#include "report.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void numbers_add(struct numbers *to, double value) {
    if (to->count == to->room) {
        to->room = to->room * 2 + 1024;
        to->each = must(realloc(to->each, to->room * sizeof *to->each));
    }
    to->each[to->count++] = value;
}

void numbers_free(struct numbers *what) {
    free(what->each);
    *what = (struct numbers){0};
}

void report_list(struct bytes *report, const double *each, size_t count) {
    uint64_t length = count;
    bytes_add(report, &length, sizeof length);
    bytes_add(report, each, count * sizeof *each);
}

static void write_all(const char *at, size_t length) {
    while (length) {
        ssize_t written = write(STDOUT_FILENO, at, length);
        if (written < 0 && errno != EINTR)
            exit(1); /* nobody wants it any more */
        if (written > 0) {
            at += written;
            length -= (size_t)written;
        }
    }
}

void report_send(struct bytes *report) {
    uint64_t length = report->length;
    write_all((const char *)&length, sizeof length);
    write_all(report->at, report->length);
    bytes_free(report);
}
