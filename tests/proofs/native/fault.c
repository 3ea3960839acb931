/*
 * fault.so lets the k-th change below ONE directory fail. kth-fault/sweep.ts calls it with
 * k = 1, 2, 3 ... until a run ends before its k-th change, so that every single one has failed once.
 *
 *   FAULT_DIR   the watched directory, absolute and real
 *   FAULT_AT    k, counted from 1
 *   FAULT_ERRNO what the caller sees (5 EIO, 28 ENOSPC, 30 EROFS, 122 EDQUOT, 24 EMFILE)
 *   FAULT_MODE  once | persistent (k and every later one) | short (half the bytes arrive, then once)
 *   FAULT_MARK  a file outside FAULT_DIR that gets one line, the name of the call, per fault
 *
 * Counted: creating open, write, pwrite, ftruncate, fsync, fdatasync, rename, unlink, mkdir.
 * Not counted: names ending in ".ack" (the program's promises) and "-shm" (shared memory).
 *
 * Build: gcc -shared -fPIC -O2 -Wall -o fault.so fault.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define MAX_FD 4096
#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)

static unsigned char watched[MAX_FD];
static char dir[PATH_MAX];
static size_t dir_len;
static long at = -1, count;
static int error = EIO, persistent, halve, mark = -1, ready;
static ssize_t (*real_write)(int, const void *, size_t);

__attribute__((constructor)) static void start(void) {
  if (ready) return;
  ready = 1;
  real_write = dlsym(RTLD_NEXT, "write");
  int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
  const char *s;
  if ((s = getenv("FAULT_DIR"))) dir_len = strlen(strncpy(dir, s, sizeof dir - 1));
  if ((s = getenv("FAULT_AT"))) at = atol(s);
  if ((s = getenv("FAULT_ERRNO"))) error = atoi(s);
  if ((s = getenv("FAULT_MODE"))) persistent = !strcmp(s, "persistent"), halve = !strcmp(s, "short");
  if ((s = getenv("FAULT_MARK"))) mark = real_open(s, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ends(const char *s, const char *tail) {
  size_t a = strlen(s), b = strlen(tail);
  return a >= b && !strcmp(s + a - b, tail);
}

/* The directory itself is watched too: its fsync makes names durable, and can fail. */
static int inside(const char *path) {
  return dir_len && path && !strncmp(path, dir, dir_len) && (!path[dir_len] || path[dir_len] == '/') && !ends(path, ".ack") && !ends(path, "-shm");
}

static int fails(const char *call) {
  count++;
  if (at < 1 || (persistent ? count < at : count != at)) return 0;
  if (mark >= 0 && (real_write(mark, call, strlen(call)) < 0 || real_write(mark, "\n", 1) < 0)) abort();
  errno = error;
  return 1;
}

static int fd_fails(int fd, const char *call) { return fd >= 0 && fd < MAX_FD && watched[fd] && fails(call); }

#define OPEN(fn) int fn(const char *path, int flags, ...) { \
  start(); REAL(fn); va_list a; va_start(a, flags); mode_t mode = va_arg(a, int); va_end(a); \
  int in = inside(path); \
  if (in && (flags & O_CREAT) && access(path, F_OK) && fails("create")) return -1; \
  int fd = real(path, flags, mode); \
  if (fd >= 0 && fd < MAX_FD) watched[fd] = in; \
  return fd; }
OPEN(open) OPEN(open64)

int close(int fd) { REAL(close); if (fd >= 0 && fd < MAX_FD) watched[fd] = 0; return real(fd); }

ssize_t write(int fd, const void *b, size_t n) {
  start();
  if (fd_fails(fd, "write")) return halve && n > 1 ? real_write(fd, b, n / 2) : -1;
  return real_write(fd, b, n);
}

#define PWRITE(fn, T) ssize_t fn(int fd, const void *b, size_t n, T off) { REAL(fn); \
  if (fd_fails(fd, "pwrite")) return halve && n > 1 ? real(fd, b, n / 2, off) : -1; \
  return real(fd, b, n, off); }
PWRITE(pwrite, off_t) PWRITE(pwrite64, off64_t)

#define TRUNCATE(fn, T) int fn(int fd, T size) { REAL(fn); return fd_fails(fd, "ftruncate") ? -1 : real(fd, size); }
TRUNCATE(ftruncate, off_t) TRUNCATE(ftruncate64, off64_t)

#define SYNC(fn) int fn(int fd) { REAL(fn); return fd_fails(fd, #fn) ? -1 : real(fd); }
SYNC(fsync) SYNC(fdatasync)

#define UNLINK(fn) int fn(const char *path) { REAL(fn); return inside(path) && fails(#fn) ? -1 : real(path); }
UNLINK(unlink) UNLINK(remove) UNLINK(rmdir)

int mkdir(const char *path, mode_t mode) { REAL(mkdir); return inside(path) && fails("mkdir") ? -1 : real(path, mode); }
int rename(const char *from, const char *to) { REAL(rename); return inside(from) && fails("rename") ? -1 : real(from, to); }
