/* One stretch of measuring: acts at their time, loops of senders, and what came of them. */
#include "phase.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "load.h"

enum { ID_DIGITS = 32 };
static const double REST_MAX_S = 0.05;

static double own_cpu_s(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void *zeros(size_t count, size_t size) {
    return must(calloc(count + 1, size));
}

static void ask(struct load *load, size_t number);

void phase_begin(struct load *load, struct phase_plan plan) {
    struct phase *phase = &load->phase;
    size_t clients = load->crowd.count;
    *phase = (struct phase){.is_running = true, .plan = plan, .marks = marks_of(plan.acts, plan.count)};
    phase->seats = zeros(clients, sizeof *phase->seats);
    phase->needles = zeros(plan.counted.count, sizeof *phase->needles);
    phase->seen = zeros(plan.count * clients / 8 + 1, 1);
    phase->sent_s = zeros(plan.count, sizeof *phase->sent_s);
    phase->arrived = zeros(plan.count, sizeof *phase->arrived);
    for (size_t n = 0; n < plan.counted.count; n++)
        phase->needles[n].frames_of = zeros(clients, sizeof(uint32_t));
    for (size_t n = 0; n < clients; n++) {
        phase->seats[n].is_awaited = load->clients[n].is_live && load->clients[n].plan->reads;
        phase->awaited += phase->seats[n].is_awaited;
    }
    for (size_t n = 0; n < plan.count; n++)
        phase->missing += plan.acts[n].mark.length ? phase->awaited : 0;
    phase->began_s = phase->last_sent_s = now_s();
    phase->began_cpu_s = own_cpu_s();
    for (size_t n = 0; n < plan.loop.texts.count && n < clients; n++)
        ask(load, n);
}

/* Of a loop: the next text of this client, if there are more to send. */
static void ask(struct load *load, size_t number) {
    struct phase *phase = &load->phase;
    struct seat *seat = &phase->seats[number];
    struct client *client = &load->clients[number];
    if (phase->asked == phase->plan.loop.acts || !client->is_live)
        return;
    char count[24], id[ID_DIGITS + 1];
    int digits = snprintf(count, sizeof count, "%llu", (unsigned long long)phase->asked++);
    snprintf(id, sizeof id, "%08x%08x%08x%08x", chance(), chance(), chance(), chance());
    const struct replacement known[] = {
        {text_of("{n}"), {count, (size_t)digits}},
        {text_of("{id}"), {id, ID_DIGITS}},
    };
    struct bytes text = {0};
    seat->answer.length = 0;
    fill(&text, phase->plan.loop.texts.each[number], known, 2);
    fill(&seat->answer, phase->plan.loop.answer, known, 2);
    seat->asked_s = phase->last_sent_s = now_s();
    client_say(load, client, whole(&text));
    bytes_free(&text);
}

static bool is_over(const struct load *load, double now) {
    const struct phase *phase = &load->phase;
    bool is_all_sent = phase->next_act == phase->plan.count;
    bool is_all_here = !phase->missing && phase->answered == phase->plan.loop.acts && !load->away;
    double least = phase->began_s + phase->plan.seconds;
    double latest = (phase->last_sent_s > least ? phase->last_sent_s : least) + phase->plan.patience_s;
    return is_all_sent && now >= least && (is_all_here || now >= latest);
}

static void report(struct load *load) {
    struct phase *phase = &load->phase;
    size_t clients = load->crowd.count;
    struct bytes report = {0};
    const double figures[] = {now_s() - phase->began_s, (double)phase->frames,   (double)phase->bytes,
                              (double)phase->missing,   (double)phase->answered, (double)phase->closed,
                              own_cpu_s() - phase->began_cpu_s};
    struct numbers counts = {0};
    for (size_t n = 0; n < phase->plan.counted.count; n++) {
        uint32_t most = 0;
        for (size_t client = 0; client < clients; client++)
            most = phase->needles[n].frames_of[client] > most ? phase->needles[n].frames_of[client] : most;
        numbers_add(&counts, (double)phase->needles[n].times);
        numbers_add(&counts, (double)phase->needles[n].frames);
        numbers_add(&counts, most);
    }
    struct numbers *lists[] = {&phase->delays, &phase->last,       &phase->waits,
                               &counts,        &phase->returned_s, &phase->returned_bytes};
    report_list(&report, figures, sizeof figures / sizeof *figures);
    for (size_t n = 0; n < sizeof lists / sizeof *lists; n++) {
        report_list(&report, lists[n]->each, lists[n]->count);
        numbers_free(lists[n]);
    }
    report_send(&report);
}

static void end(struct load *load) {
    struct phase *phase = &load->phase;
    report(load);
    for (size_t n = 0; n < load->crowd.count; n++)
        bytes_free(&phase->seats[n].answer);
    for (size_t n = 0; n < phase->plan.counted.count; n++)
        free(phase->needles[n].frames_of);
    marks_free(&phase->marks);
    free(phase->seats);
    free(phase->needles);
    free(phase->seen);
    free(phase->sent_s);
    free(phase->arrived);
    phase_plan_free(&phase->plan);
    phase->is_running = false;
}

double phase_step(struct load *load) {
    struct phase *phase = &load->phase;
    for (; phase->next_act < phase->plan.count; phase->next_act++) {
        const struct act *act = &phase->plan.acts[phase->next_act];
        double now = now_s(), early_s = phase->began_s + act->at_s - now;
        if (early_s > 0)
            return early_s < REST_MAX_S ? early_s : REST_MAX_S;
        phase->sent_s[phase->next_act] = phase->last_sent_s = now;
        if (act->client < load->crowd.count && load->clients[act->client].is_live)
            client_say(load, &load->clients[act->client], act->text);
    }
    if (is_over(load, now_s()))
        end(load);
    return REST_MAX_S;
}

struct arrival {
    struct phase *phase;
    size_t client, clients;
    double now;
};

static void take_mark(void *taker, size_t act) {
    struct arrival *arrival = taker;
    struct phase *phase = arrival->phase;
    size_t bit = act * arrival->clients + arrival->client;
    unsigned char *seen = &phase->seen[bit / 8];
    if (phase->sent_s[act] == 0 || *seen & 1u << bit % 8)
        return;
    *seen |= (unsigned char)(1u << bit % 8);
    double delay_ms = (arrival->now - phase->sent_s[act]) * 1e3;
    phase->missing--;
    numbers_add(&phase->delays, delay_ms);
    if (++phase->arrived[act] == phase->awaited)
        numbers_add(&phase->last, delay_ms);
}

static void count(struct phase *phase, size_t client, struct text message) {
    const char *end = message.at + message.length;
    for (size_t n = 0; n < phase->plan.counted.count; n++) {
        struct text needle = phase->plan.counted.each[n], rest = message;
        uint64_t times = 0;
        for (const char *at = find(rest, needle); at && needle.length; at = find(rest, needle), times++)
            rest = (struct text){at + needle.length, (size_t)(end - at) - needle.length};
        phase->needles[n].times += times;
        phase->needles[n].frames += times > 0;
        phase->needles[n].frames_of[client] += times > 0;
    }
}

void phase_heard(struct load *load, struct client *client, struct text message) {
    struct phase *phase = &load->phase;
    size_t number = (size_t)(client - load->clients);
    if (!phase->is_running)
        return;
    struct seat *seat = &phase->seats[number];
    struct arrival arrival = {phase, number, load->crowd.count, now_s()};
    phase->frames++;
    if (seat->is_awaited)
        marks_find(&phase->marks, message, take_mark, &arrival);
    count(phase, number, message);
    if (seat->asked_s > 0 && holds(message, whole(&seat->answer))) {
        numbers_add(&phase->waits, (arrival.now - seat->asked_s) * 1e3);
        seat->asked_s = 0;
        phase->answered++;
        ask(load, number);
    }
}

void phase_returned(struct load *load, struct client *client) {
    struct phase *phase = &load->phase;
    if (!phase->is_running)
        return;
    numbers_add(&phase->returned_s, now_s() - phase->began_s);
    numbers_add(&phase->returned_bytes, (double)client->bytes);
}
