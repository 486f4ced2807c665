/*
 * The client of the loads that smtp-source does not offer. One thread polls; it compares the code of each reply with the one that
 * must come, and ends with 1 and a sentence where another comes, or none for half a minute. So cheap that the server is the busy one.
 *
 * usage: client PORT pipelined|chunks|paced CONNECTIONS MESSAGES [--size OCTETS] [--recipients N] [--lmtp] [--rate MESSAGES-A-SECOND]
 *        client PORT idle CONNECTIONS...
 *        client PORT start PROGRAM ARGUMENTS...
 *
 * pipelined  Whole transactions (RFC 2920): the end of a message and the commands of the next go in one write.
 * chunks     The same by BDAT (RFC 3030), four messages ahead of the replies.
 * paced      Opens all connections first, and then sends over one after the other, so many messages a second.
 * idle       Opens connections up to each number in turn, greets, prints the number and waits for a line of standard input.
 * start      Starts a program, prints the microseconds until it greets on the port, and kills it.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 256, LONGEST_LINE = 1024, SILENCE_MS = 30000, CHUNKS_AHEAD = 4, OPENING_AT_ONCE = 100 };

enum stage { GREETING, HELLO, TRANSACTIONS, QUIT, OVER };

struct connection {
    int socket;
    enum stage stage;
    long unsent;        /* messages that are to be sent yet */
    long under_way;     /* sent and not acknowledged */
    int position;       /* which reply of a transaction comes next */
    int held;           /* octets in line */
    const char *rest;   /* what the socket did not take yet */
    long rest_length;
    char line[LONGEST_LINE];
};

static int port;
static bool lmtp, chunks, paced;
static int recipients = 1;
static int poll_fd;
static struct connection **connections;
static long open_count, greeted, over;
static long acknowledged;
static char *commands, *body, *both;
static long commands_length, body_length;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static struct sockaddr_in address(void)
{
    return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static void watch(struct connection *c, int operation, uint32_t events)
{
    struct epoll_event event = { .events = events, .data.ptr = c };
    if (epoll_ctl(poll_fd, operation, c->socket, &event) != 0)
        fail("epoll_ctl");
}

static void write_rest(struct connection *c)
{
    ssize_t sent = send(c->socket, c->rest, c->rest_length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN)
        fail("send");
    if (sent > 0) {
        c->rest += sent;
        c->rest_length -= sent;
    }
}

/* The octets stay where they are until they are sent, and nothing is said before that. */
static void say(struct connection *c, const char *octets, long length)
{
    c->rest = octets;
    c->rest_length = length;
    write_rest(c);
    if (c->rest_length > 0)
        watch(c, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
}

static void open_one(long unsent)
{
    struct connection *c = calloc(1, sizeof *c);
    c->unsent = unsent;
    c->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;
    setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct sockaddr_in to = address();
    if (connect(c->socket, (struct sockaddr *)&to, sizeof to) != 0)
        fail("connect");
    fcntl(c->socket, F_SETFL, O_NONBLOCK);
    connections[open_count++] = c;
    watch(c, EPOLL_CTL_ADD, EPOLLIN);
}

/* In which order: with chunks a message is one write; otherwise its commands wait for the 354 of DATA. */
static void send_message(struct connection *c)
{
    c->unsent--;
    c->under_way++;
    if (chunks)
        say(c, both, commands_length + body_length);
    else
        say(c, commands, commands_length);
}

static void begin_transactions(struct connection *c)
{
    c->stage = TRANSACTIONS;
    if (paced)
        return;
    if (c->unsent == 0) {
        c->stage = QUIT;
        say(c, "QUIT\r\n", 6);
        return;
    }
    for (int i = 0; i < (chunks ? CHUNKS_AHEAD : 1) && c->unsent > 0 && c->rest_length == 0; i++)
        send_message(c);
}

static const char *expected(const struct connection *c)
{
    switch (c->stage) {
    case GREETING: return "220";
    case HELLO: return "250";
    case QUIT: return "221";
    default: return !chunks && c->position == 1 + recipients ? "354" : "250";
    }
}

static void after_acknowledgment(struct connection *c)
{
    c->position = 0;
    c->under_way--;
    acknowledged++;
    if (paced)
        return;
    if (c->unsent > 0 && chunks && c->rest_length == 0)
        send_message(c);
    else if (c->unsent == 0 && c->under_way == 0) {
        c->stage = QUIT;
        say(c, "QUIT\r\n", 6);
    }
}

static void take_reply(struct connection *c)
{
    if (strncmp(c->line, expected(c), 3) != 0) {
        fprintf(stderr, "The server said '%.*s', not %s.\n", (int)strcspn(c->line, "\r\n"), c->line, expected(c));
        exit(1);
    }
    if (c->line[3] == '-')
        return;
    switch (c->stage) {
    case GREETING:
        c->stage = HELLO;
        if (lmtp)
            say(c, "LHLO client.example\r\n", 21);
        else
            say(c, "EHLO client.example\r\n", 21);
        return;
    case HELLO:
        greeted++;
        begin_transactions(c);
        return;
    case QUIT:
        c->stage = OVER;
        over++;
        close(c->socket);
        return;
    default:
        break;
    }
    int before_body = 1 + recipients + (chunks ? 0 : 1);
    c->position++;
    if (!chunks && c->position == before_body) {
        bool more = !paced && c->unsent > 0;
        if (more) {
            c->unsent--;
            c->under_way++;
        }
        say(c, both, body_length + (more ? commands_length : 0));
    } else if (c->position == before_body + (lmtp ? recipients : 1))
        after_acknowledgment(c);
}

static void take_replies(struct connection *c)
{
    char input[16384];
    ssize_t received = recv(c->socket, input, sizeof input, 0);
    if (received < 0 && errno == EAGAIN)
        return;
    if (received <= 0) {
        fprintf(stderr, "The server hung up, where %s was to come.\n", expected(c));
        exit(1);
    }
    for (ssize_t i = 0; i < received && c->stage != OVER; i++) {
        if (c->held < LONGEST_LINE - 1)
            c->line[c->held++] = input[i];
        if (input[i] == '\n') {
            c->line[c->held] = 0;
            c->held = 0;
            take_reply(c);
        }
    }
}

static void poll_once(int milliseconds)
{
    static double last;
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(poll_fd, events, EVENTS, milliseconds);
    for (int i = 0; i < ready; i++) {
        struct connection *c = events[i].data.ptr;
        if (events[i].events & EPOLLOUT) {
            write_rest(c);
            if (c->rest_length == 0)
                watch(c, EPOLL_CTL_MOD, EPOLLIN);
        }
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
            take_replies(c);
    }
    double time = now();
    if (ready > 0 || last == 0)
        last = time;
    else if ((time - last) * 1000 > SILENCE_MS) {
        fprintf(stderr, "The server said nothing for %d s; %ld messages were acknowledged.\n", SILENCE_MS / 1000, acknowledged);
        exit(1);
    }
}

static void open_up_to(long count, long messages)
{
    long first = open_count;
    while (open_count < count) {
        long index = open_count - first;
        open_one(messages / count + (index < messages % count));
        while (open_count - greeted > OPENING_AT_ONCE)
            poll_once(1000);
    }
    while (greeted < count)
        poll_once(1000);
}

/* Sends over one connection after the other, as many as are due by now. */
static void send_paced(long count, long messages, double rate)
{
    double begin = now();
    for (long sent = 0; acknowledged < messages;) {
        long due = (now() - begin) * rate;
        while (sent < due && sent < messages) {
            struct connection *c = connections[sent % count];
            if (c->under_way > 0)
                break;
            send_message(c);
            sent++;
        }
        poll_once(1);
    }
}

static void write_message(long size)
{
    char *at;
    commands = malloc(256 + 64 * recipients);
    at = commands + sprintf(commands, "MAIL FROM:<alice@client.example>\r\n");
    for (int i = 0; i < recipients; i++)
        at += sprintf(at, "RCPT TO:<bob%d@mx.example>\r\n", i);
    at += chunks ? sprintf(at, "BDAT %ld LAST\r\n", size) : sprintf(at, "DATA\r\n");
    commands_length = at - commands;
    static const char line[] = "A line of a message, neither short nor long, of 62 octets....\r\n";
    body = malloc(size + 8);
    for (long i = 0; i < size; i++)
        body[i] = line[i % (sizeof line - 1)];
    memcpy(body + size - 2, "\r\n", 2);
    body_length = size;
    if (!chunks) {
        memcpy(body + size, ".\r\n", 3);
        body_length += 3;
    }
    both = malloc(commands_length + body_length);
    memcpy(both, chunks ? commands : body, chunks ? commands_length : body_length);
    memcpy(both + (chunks ? commands_length : body_length), chunks ? body : commands, chunks ? body_length : commands_length);
}

static int idle(int count, char **numbers)
{
    char line[64];
    connections = calloc(1 + atol(numbers[count - 1]), sizeof *connections);
    paced = true;
    for (int i = 0; i < count; i++) {
        open_up_to(atol(numbers[i]), 0);
        printf("%s\n", numbers[i]);
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL)
            return 0;
    }
    return 0;
}

static int start(char **words)
{
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 0);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execvp(words[0], words);
        _exit(127);
    }
    int result = 1;
    char octets[512];
    struct sockaddr_in to = address();
    while (now() - begin < SILENCE_MS / 1000) {
        int tried = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        bool connected = connect(tried, (struct sockaddr *)&to, sizeof to) == 0;
        if (connected && recv(tried, octets, sizeof octets, 0) > 0) {
            printf("%.0f\n", (now() - begin) * 1e6);
            result = strncmp(octets, "220", 3) != 0;
        }
        close(tried);
        if (connected || waitpid(child, NULL, WNOHANG) == child)
            break;
        usleep(100);
    }
    kill(-child, SIGKILL);
    waitpid(child, NULL, 0);
    if (result != 0)
        fprintf(stderr, "%s did not greet.\n", words[0]);
    return result;
}

static int usage(void)
{
    fprintf(stderr, "usage: client PORT pipelined|chunks|paced CONNECTIONS MESSAGES [--size OCTETS] [--recipients N] [--lmtp] [--rate N]\n"
                    "       client PORT idle CONNECTIONS...\n       client PORT start PROGRAM ARGUMENTS...\n");
    return 2;
}

int main(int count, char **words)
{
    if (count < 4)
        return usage();
    port = atoi(words[1]);
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (strcmp(words[2], "idle") == 0)
        return idle(count - 3, words + 3);
    if (strcmp(words[2], "start") == 0)
        return start(words + 3);
    if (count < 5)
        return usage();
    chunks = strcmp(words[2], "chunks") == 0;
    paced = strcmp(words[2], "paced") == 0;
    long size = 1024;
    double rate = 1000;
    for (int i = 5; i < count; i++) {
        if (strcmp(words[i], "--lmtp") == 0)
            lmtp = true;
        else if (i + 1 == count)
            return usage();
        else if (strcmp(words[i], "--size") == 0)
            size = atol(words[++i]);
        else if (strcmp(words[i], "--recipients") == 0)
            recipients = atoi(words[++i]);
        else if (strcmp(words[i], "--rate") == 0)
            rate = atof(words[++i]);
        else
            return usage();
    }
    long clients = atol(words[3]), messages = atol(words[4]);
    connections = calloc(clients, sizeof *connections);
    write_message(size);
    double begin = now();
    if (paced) {
        open_up_to(clients, 0);
        /* The harness takes the server's processor time from here on. */
        printf("open\n");
        fflush(stdout);
        char line[64];
        if (fgets(line, sizeof line, stdin) == NULL)
            return 1;
        begin = now();
        send_paced(clients, messages, rate);
    } else {
        for (long i = 0; i < clients; i++)
            open_one(messages / clients + (i < messages % clients));
        while (over < clients)
            poll_once(1000);
    }
    printf("%ld %.6f\n", acknowledged, now() - begin);
    return acknowledged == messages ? 0 : 1;
}
