/* What a client says and what it makes of what it hears: requests, the upgrade, frames. */
#include "talk.h"

#include <string.h>

#include "load.h"

static void say_form(struct client *client, struct text form, bool is_frame) {
    const struct replacement known[] = {
        {text_of("{token}"), whole(&client->token)},
        {text_of("{cookie}"), whole(&client->cookie)},
        {text_of("{epoch}"), whole(&client->epoch)},
        {text_of("{seq}"), whole(&client->seq)},
    };
    if (!is_frame) {
        fill(&client->out, form, known, sizeof known / sizeof *known);
        return;
    }
    struct bytes filled = {0};
    fill(&filled, form, known, sizeof known / sizeof *known);
    websocket_write(&client->out, TEXT, whole(&filled), chance());
    bytes_free(&filled);
}

/* The value after `"name":`, up to what ends it. */
static void remember(struct bytes *value, const char *after_name, const char *end) {
    if (!after_name)
        return;
    bool is_string = after_name < end && *after_name == '"';
    const char *from = after_name + is_string, *to = from;
    while (to < end && (is_string ? *to != '"' : *to >= '0' && *to <= '9'))
        to++;
    if (to < end && to > from)
        bytes_set(value, from, (size_t)(to - from));
}

static const char *after(const char *found, size_t length) {
    return found ? found + length : NULL;
}

static void remember_state(struct client *client, struct text frame) {
    const char *end = frame.at + frame.length;
    remember(&client->epoch, after(find(frame, text_of("\"epoch\":")), 8), end);
    remember(&client->seq, after(find_last(frame, text_of("\"seq\":")), 6), end);
}

/* Where the body is compressed, the tag says how far the board is: W/"{epoch}.{seq}.…". */
static void remember_tag(struct client *client) {
    struct text tag = http_header(&client->answer, "etag");
    const char *from = after(find(tag, text_of("\"")), 1), *end = tag.at + tag.length;
    const char *dot = from ? memchr(from, '.', (size_t)(end - from)) : NULL;
    if (!dot)
        return;
    bytes_set(&client->epoch, from, (size_t)(dot - from));
    remember(&client->seq, dot + 1, end);
}

static void remember_answer(struct client *client) {
    remember_tag(client);
    struct text body = whole(&client->answer.body);
    const char *end = body.at + body.length;
    remember(&client->token, after(find(body, text_of("\"token\":")), 8), end);
    remember(&client->epoch, after(find(body, text_of("\"epoch\":")), 8), end);
    remember(&client->seq, after(find(body, text_of("\"seq\":")), 6), end);
    struct text cookie = http_header(&client->answer, "set-cookie");
    const char *semicolon = cookie.length ? memchr(cookie.at, ';', cookie.length) : NULL;
    if (cookie.length)
        bytes_set(&client->cookie, cookie.at, semicolon ? (size_t)(semicolon - cookie.at) : cookie.length);
}

static void become_live(struct load *load, struct client *client) {
    client->is_live = true;
    load->live++;
    if (client->was_live) {
        load->away--;
        phase_returned(load, client);
    } else {
        client->live_s = now_s() - load->began_s;
        client->live_bytes = client->bytes;
        load->settled++;
    }
    client->was_live = true;
}

/* The next request, or the upgrade, or nothing more to ask. */
static void ask_on(struct load *load, struct client *client) {
    http_again(&client->answer);
    if (!client->was_live && client->answered < client->plan->requests.count) {
        client->place = ASKING;
        say_form(client, client->plan->requests.each[client->answered], false);
    } else if (client->plan->upgrade.length) {
        client->place = UPGRADING;
        say_form(client, client->plan->upgrade, false);
    } else {
        client->place = OPEN;
        become_live(load, client);
    }
}

static void greet(struct load *load, struct client *client) {
    const struct texts *greeting = client->was_live ? &load->crowd.returns.greeting : &client->plan->greeting;
    client->place = OPEN;
    for (size_t n = 0; n < greeting->count; n++)
        say_form(client, greeting->each[n], true);
    if (!load->crowd.live.length)
        become_live(load, client);
}

static bool take_answer(struct load *load, struct client *client) {
    if (client->place == UPGRADING) {
        if (client->answer.status != 101)
            return false;
        greet(load, client);
        return true;
    }
    if (client->answer.status >= 400)
        return false;
    remember_answer(client);
    client->answered++;
    ask_on(load, client);
    return true;
}

struct hearing {
    struct load *load;
    struct client *client;
};

static bool take_message(void *taker, enum opcode opcode, struct text message) {
    struct load *load = ((struct hearing *)taker)->load;
    struct client *client = ((struct hearing *)taker)->client;
    if (opcode == PING)
        websocket_write(&client->out, PONG, message, chance());
    if (opcode == CLOSE || opcode == PING || opcode == PONG)
        return opcode != CLOSE;
    if (client->is_engine_io && message.length == 1 && *message.at == '2')
        websocket_write(&client->out, TEXT, text_of("3"), chance());
    if (load->crowd.returns.is_wanted)
        remember_state(client, message);
    if (!client->is_live && holds(message, load->crowd.live))
        become_live(load, client);
    phase_heard(load, client, message);
    return true;
}

void talk_begin(struct load *load, struct client *client) {
    ask_on(load, client);
}

bool talk_take(struct load *load, struct client *client, const char *data, size_t length) {
    while (length && client->place != OPEN) {
        size_t taken = http_take(&client->answer, data, length);
        data += taken;
        length -= taken;
        bool is_over = client->answer.place == MALFORMED;
        if (is_over || (client->answer.place == ANSWERED && !take_answer(load, client)))
            return false;
    }
    struct hearing hearing = {load, client};
    return !length || websocket_take(&client->socket, data, length, take_message, &hearing);
}
