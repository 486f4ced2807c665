/*
 * The floor: what a receiver of SMTP costs at the least. One thread polls, and answers without reading more than framing needs:
 * lines are counted, the verbs that change the framing (DATA, BDAT, QUIT) and those that change the number of replies (RCPT for LMTP)
 * are told by their first letter, and after DATA only the end CRLF.CRLF is looked for. Replies to all that came together leave
 * in one send.
 *
 * usage: floor PORT [--lmtp] [--durable DIR]
 *
 * With --durable each message is a file of its own that is written and synced before it is acknowledged.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum framing { LINE, BODY, CHUNK };

enum { INPUT = 65536, OUTPUT = 65536, HEAD = 32, EVENTS = 256, LONGEST_REPLY = 64 };

struct connection {
    int socket;
    int file;               /* the message under way, with --durable */
    long left;              /* octets of a chunk that are to come */
    int recipients;         /* since MAIL */
    unsigned char framing;
    unsigned char matched;  /* octets of CRLF.CRLF seen */
    bool last;              /* the chunk ends the message */
    unsigned char held;     /* octets in head */
    char head[HEAD];        /* how a line begins that came in pieces */
};

static char input[INPUT];
static char output[OUTPUT];
static int written;
static bool lmtp;
static const char *durable;
static long files;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void reply(const char *text)
{
    int length = strlen(text);
    memcpy(output + written, text, length);
    written += length;
}

static void keep(struct connection *c, const char *octets, long count)
{
    if (durable == NULL)
        return;
    if (c->file < 0) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%d-%ld", durable, getpid(), files++);
        if ((c->file = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600)) < 0)
            fail(path);
    }
    if (write(c->file, octets, count) != count)
        fail("write");
}

static void acknowledge(struct connection *c)
{
    if (c->file >= 0) {
        if (fsync(c->file) != 0 || close(c->file) != 0)
            fail("fsync");
        c->file = -1;
    }
    int replies = lmtp && c->recipients > 0 ? c->recipients : 1;
    for (int i = 0; i < replies; i++)
        reply("250 2.0.0 Ok\r\n");
    c->recipients = 0;
}

/* Returns false after QUIT. */
static bool command(struct connection *c, const char *line)
{
    switch (line[0] & ~0x20) {
    case 'D':
        c->framing = BODY;
        c->matched = 2;
        reply("354 Go on\r\n");
        return true;
    case 'B': {
        char *end;
        c->left = strtol(line + 5, &end, 10);
        c->last = strncasecmp(end, " LAST", 5) == 0;
        c->framing = CHUNK;
        return true;
    }
    case 'Q':
        reply("221 2.0.0 Bye\r\n");
        return false;
    case 'E':
    case 'L':
        reply("250-floor\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 CHUNKING\r\n");
        return true;
    case 'M':
        c->recipients = 0;
        break;
    case 'R':
        c->recipients++;
        break;
    }
    reply("250 2.0.0 Ok\r\n");
    return true;
}

/* Consumes a line, or holds its beginning; NULL after QUIT. */
static const char *take_line(struct connection *c, const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', end - at);
    long length = (newline ? newline + 1 : end) - at;
    if (newline && c->held == 0 && length >= HEAD)
        return command(c, at) ? newline + 1 : NULL;
    int fits = HEAD - 1 - c->held;
    memcpy(c->head + c->held, at, length < fits ? length : fits);
    c->held += length < fits ? length : fits;
    if (newline == NULL)
        return end;
    c->head[c->held] = 0;
    c->held = 0;
    return command(c, c->head) ? newline + 1 : NULL;
}

/* Consumes a body up to its end. */
static const char *take_body(struct connection *c, const char *at, const char *end)
{
    static const char pattern[] = "\r\n.\r\n";
    const char *begin = at;
    while (at < end) {
        if (c->matched == 0) {
            const char *found = memmem(at, end - at, pattern, 5);
            if (found) {
                at = found + 5;
                c->matched = 5;
                break;
            }
            if (end - at > 4)
                at = end - 4;
        }
        c->matched = *at == pattern[c->matched] ? c->matched + 1 : *at == '\r';
        at++;
        if (c->matched == 5)
            break;
    }
    keep(c, begin, at - begin);
    if (c->matched == 5) {
        c->framing = LINE;
        acknowledge(c);
    }
    return at;
}

static const char *take_chunk(struct connection *c, const char *at, const char *end)
{
    long count = end - at < c->left ? end - at : c->left;
    keep(c, at, count);
    c->left -= count;
    if (c->left == 0) {
        c->framing = LINE;
        if (c->last)
            acknowledge(c);
        else
            reply("250 2.0.0 Ok\r\n");
    }
    return at + count;
}

static bool flush(struct connection *c)
{
    bool sent = written == 0 || send(c->socket, output, written, MSG_NOSIGNAL) == written;
    written = 0;
    return sent;
}

static void hang_up(struct connection *c)
{
    flush(c);
    close(c->socket);
    if (c->file >= 0)
        close(c->file);
    free(c);
}

static void serve(struct connection *c)
{
    ssize_t received = recv(c->socket, input, INPUT, 0);
    if (received < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (received <= 0) {
        hang_up(c);
        return;
    }
    const char *at = input;
    const char *end = input + received;
    /* A chunk of no octets is complete without any. */
    while (at < end || (c->framing == CHUNK && c->left == 0)) {
        at = c->framing == BODY ? take_body(c, at, end) : c->framing == CHUNK ? take_chunk(c, at, end) : take_line(c, at, end);
        if (at == NULL || (written > OUTPUT - 1000 * LONGEST_REPLY && !flush(c))) {
            hang_up(c);
            return;
        }
    }
    if (!flush(c))
        hang_up(c);
}

static void take_connection(int listener, int poll)
{
    int accepted = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted < 0)
        return;
    struct connection *c = calloc(1, sizeof *c);
    c->socket = accepted;
    c->file = -1;
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };
    if (epoll_ctl(poll, EPOLL_CTL_ADD, accepted, &event) != 0)
        fail("epoll_ctl");
    reply("220 floor ESMTP\r\n");
    if (!flush(c))
        hang_up(c);
}

int main(int count, char **words)
{
    if (count < 2) {
        fprintf(stderr, "usage: floor PORT [--lmtp] [--durable DIR]\n");
        return 2;
    }
    for (int i = 2; i < count; i++) {
        if (strcmp(words[i], "--lmtp") == 0)
            lmtp = true;
        else if (strcmp(words[i], "--durable") == 0 && i + 1 < count)
            durable = words[++i];
        else {
            fprintf(stderr, "floor: what is '%s'?\n", words[i]);
            return 2;
        }
    }
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(words[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 4096) != 0)
        fail("listen");
    int poll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
    if (epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) != 0)
        fail("epoll_ctl");
    for (;;) {
        struct epoll_event events[EVENTS];
        int ready = epoll_wait(poll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.ptr == NULL)
                take_connection(listener, poll);
            else
                serve(events[i].data.ptr);
        }
    }
}
