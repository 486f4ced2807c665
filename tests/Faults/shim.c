// Stands between a program and the C library (LD_PRELOAD). It writes down what the program does to the files of one folder,
// in its order, and lets calls fail or take long as the plan says, which a test changes while the program runs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// FaultPlan.cs writes it.
struct plan {
    _Atomic int kinds;  // which calls, a bit for each kind
    _Atomic int from;   // the first of them that fails, counted from 1; 0 for none
    _Atomic int count;  // how many fail
    _Atomic int error;  // with which errno
    _Atomic int delay;  // milliseconds that each sync takes longer
    _Atomic int seen;   // calls of the kinds so far
    _Atomic int failed; // calls that failed so far
    char padding[36];
    char part[192];     // only paths that contain it
    char folder[PATH_MAX];
};

enum kind { CREATE, WRITE, SYNC, RENAME, UNLINK, TRUNCATE, LINK };
static const char *const names[] = {"create", "write", "sync", "rename", "unlink", "truncate", "link"};

static struct plan *plan;
static int record = -1;

static void *(*real_dlsym)(void *, const char *);

static void find_dlsym(void)
{
    static const char *const versions[] = {"GLIBC_2.34", "GLIBC_2.2.5", "GLIBC_2.17", "GLIBC_2.0"};
    for (size_t i = 0; !real_dlsym && i < sizeof versions / sizeof *versions; i++)
        real_dlsym = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", versions[i]);
}

static void *real(const char *name)
{
    if (!real_dlsym)
        find_dlsym();
    return real_dlsym(RTLD_NEXT, name);
}

#define REAL(name) \
    static __typeof__(&name) next; \
    if (!next) \
        next = (__typeof__(&name))real(#name)

__attribute__((constructor)) static void start(void)
{
    const char *plan_path = getenv("FAULTS_PLAN"), *record_path = getenv("FAULTS_RECORD");
    if (!plan_path || !record_path)
        return;
    int file = (int)syscall(SYS_openat, AT_FDCWD, plan_path, O_RDWR | O_CLOEXEC, 0);
    void *memory = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    syscall(SYS_close, file);
    record = (int)syscall(SYS_openat, AT_FDCWD, record_path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
    if (memory != MAP_FAILED && record >= 0)
        plan = memory;
}

// The path within the folder, "." for the folder itself; null for what is elsewhere.
static const char *within(const char *path)
{
    if (!plan)
        return NULL;
    size_t length = strlen(plan->folder);
    if (length == 0 || strncmp(path, plan->folder, length) != 0)
        return NULL;
    return path[length] == '/' ? path + length + 1 : path[length] == 0 ? "." : NULL;
}

static const char *within_open(int file, char *buffer)
{
    if (!plan)
        return NULL;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, buffer, PATH_MAX - 1);
    if (length < 0)
        return NULL;
    buffer[length] = 0;
    return within(buffer);
}

// One write a line, so that lines of several threads stand in the order of what they tell.
static void tell(const char *phase, const char *what, const char *path, const char *other, int error)
{
    char line[2 * PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%s\t%s\t%ld\t%s\t%s\t%d\n", phase, what, syscall(SYS_gettid), path, other, error);
    syscall(SYS_write, record, line, (size_t)length);
}

// Before a call: whether it fails by plan; then errno is set.
static int fails(enum kind kind, const char *path, const char *other)
{
    tell("begin", names[kind], path, other, 0);
    if (kind == SYNC && plan->delay > 0) {
        struct timespec time = {plan->delay / 1000, plan->delay % 1000 * 1000000L};
        nanosleep(&time, NULL);
    }
    if (!(plan->kinds & 1 << kind) || !strstr(path, plan->part))
        return 0;
    int number = ++plan->seen;
    if (plan->from == 0 || number < plan->from || number >= (long)plan->from + plan->count)
        return 0;
    plan->failed++;
    tell("end", names[kind], path, other, plan->error);
    errno = plan->error;
    return 1;
}

static void ended(enum kind kind, const char *path, const char *other, int failed)
{
    int error = errno;
    tell("end", names[kind], path, other, failed ? error : 0);
    errno = error;
}

#define ON_FILE(kind, file, type, call) \
    char buffer[PATH_MAX]; \
    const char *path = within_open(file, buffer); \
    if (!path) \
        return call; \
    if (fails(kind, path, "")) \
        return -1; \
    type result = call; \
    ended(kind, path, "", result < 0); \
    return result

ssize_t write(int file, const void *octets, size_t length) { REAL(write); ON_FILE(WRITE, file, ssize_t, next(file, octets, length)); }
ssize_t pwrite(int file, const void *octets, size_t length, off_t at) { REAL(pwrite); ON_FILE(WRITE, file, ssize_t, next(file, octets, length, at)); }
ssize_t pwrite64(int file, const void *octets, size_t length, off64_t at) { REAL(pwrite64); ON_FILE(WRITE, file, ssize_t, next(file, octets, length, at)); }
ssize_t writev(int file, const struct iovec *parts, int count) { REAL(writev); ON_FILE(WRITE, file, ssize_t, next(file, parts, count)); }
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) { REAL(pwritev); ON_FILE(WRITE, file, ssize_t, next(file, parts, count, at)); }
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) { REAL(pwritev64); ON_FILE(WRITE, file, ssize_t, next(file, parts, count, at)); }
int ftruncate(int file, off_t length) { REAL(ftruncate); ON_FILE(TRUNCATE, file, int, next(file, length)); }
int ftruncate64(int file, off64_t length) { REAL(ftruncate64); ON_FILE(TRUNCATE, file, int, next(file, length)); }
int fsync(int file) { REAL(fsync); ON_FILE(SYNC, file, int, next(file)); }
int fdatasync(int file) { REAL(fdatasync); ON_FILE(SYNC, file, int, next(file)); }

// Only what makes a new file counts.
#define ON_OPEN(directory, name, flags, call) \
    const char *path = flags & O_CREAT ? within(name) : NULL; \
    if (!path || syscall(SYS_faccessat, directory, name, F_OK) == 0) \
        return call; \
    if (fails(CREATE, path, "")) \
        return -1; \
    int result = call; \
    ended(CREATE, path, "", result < 0); \
    return result

#define MODE(flags) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list arguments; \
        va_start(arguments, flags); \
        mode = va_arg(arguments, mode_t); \
        va_end(arguments); \
    }

int open(const char *name, int flags, ...) { MODE(flags) REAL(open); ON_OPEN(AT_FDCWD, name, flags, next(name, flags, mode)); }
int open64(const char *name, int flags, ...) { MODE(flags) REAL(open64); ON_OPEN(AT_FDCWD, name, flags, next(name, flags, mode)); }
int openat(int at, const char *name, int flags, ...) { MODE(flags) REAL(openat); ON_OPEN(at, name, flags, next(at, name, flags, mode)); }
int openat64(int at, const char *name, int flags, ...) { MODE(flags) REAL(openat64); ON_OPEN(at, name, flags, next(at, name, flags, mode)); }

#define ON_NAMES(kind, name, target, call) \
    const char *path = within(name), *other = within(target); \
    if (!path && !other) \
        return call; \
    path = path ? path : name; \
    other = other ? other : target; \
    if (fails(kind, path, other)) \
        return -1; \
    int result = call; \
    ended(kind, path, other, result < 0); \
    return result

int rename(const char *name, const char *target) { REAL(rename); ON_NAMES(RENAME, name, target, next(name, target)); }
int link(const char *name, const char *target) { REAL(link); ON_NAMES(LINK, name, target, next(name, target)); }

int unlink(const char *name)
{
    REAL(unlink);
    const char *path = within(name);
    if (!path)
        return next(name);
    if (fails(UNLINK, path, ""))
        return -1;
    int result = next(name);
    ended(UNLINK, path, "", result < 0);
    return result;
}

// What leaves by a socket: the first octets, line ends as bars.
static void tell_sent(const void *octets, size_t length)
{
    if (!plan || length == 0)
        return;
    char text[256];
    size_t count = length < sizeof text - 1 ? length : sizeof text - 1;
    for (size_t i = 0; i < count; i++) {
        char c = ((const char *)octets)[i];
        text[i] = c == '\n' ? '|' : c < ' ' || c > '~' ? ' ' : c;
    }
    text[count] = 0;
    tell("begin", "send", text, "", 0);
}

ssize_t send(int file, const void *octets, size_t length, int flags)
{
    REAL(send);
    tell_sent(octets, length);
    return next(file, octets, length, flags);
}

ssize_t sendmsg(int file, const struct msghdr *message, int flags)
{
    REAL(sendmsg);
    if (message->msg_iovlen > 0)
        tell_sent(message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
    return next(file, message, flags);
}

// .NET asks for functions of the C library by dlsym, which would find them past this file.
void *dlsym(void *library, const char *name)
{
    if (!real_dlsym)
        find_dlsym();
    void *found = real_dlsym(library, name);
    if (!found)
        return found;
    if (!strcmp(name, "fsync") && found == real("fsync"))
        return (void *)fsync;
    if (!strcmp(name, "rename") && found == real("rename"))
        return (void *)rename;
    if (!strcmp(name, "unlink") && found == real("unlink"))
        return (void *)unlink;
    if (!strcmp(name, "send") && found == real("send"))
        return (void *)send;
    return found;
}
