/* What goes back to Python: lists of numbers. */
#ifndef REPORT_H
#define REPORT_H

#include "bytes.h"

struct numbers {
    double *each;
    size_t count, room;
};

void numbers_add(struct numbers *to, double value);
void numbers_free(struct numbers *what);

/* A report is begun, gets its lists in order, and is sent whole to standard output. */
void report_list(struct bytes *report, const double *each, size_t count);
void report_send(struct bytes *report);

#endif
