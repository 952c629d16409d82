/* What a client says and what it makes of what it hears. */
#ifndef TALK_H
#define TALK_H

#include "client.h"

void talk_begin(struct load *load, struct client *client); /* the connection is there */
/* False: it is over. */
bool talk_take(struct load *load, struct client *client, const char *data, size_t length);

#endif
