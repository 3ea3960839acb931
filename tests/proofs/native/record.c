/*
 * record.so writes down, in order, everything one process does below ONE directory that a power cut
 * could undo. power-cut/disks.ts reads the log and builds the disks that a cut could leave.
 *
 *   RECORD_DIR   the watched directory, absolute and real; empty when recording starts
 *   RECORD_LOG   the log to append to; must lie outside RECORD_DIR
 *   RECORD_ALL   if set, every file of the system is watched, for the proof that looks for readable
 *                text in whatever a program writes; names are then absolute, without the first slash
 *
 * Build: gcc -shared -fPIC -O2 -Wall -o record.so record.c -ldl
 *
 * A name ending in ".ack" is not part of the disk: its text is the program's promise "saved",
 * recorded in its place among the writes. "-shm" is skipped: SQLite rebuilds it after a cut.
 * Not seen: mmap, sendfile, copy_file_range, io_uring, and paths relative to an open folder.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define MAX_FD 4096
#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)

enum kind { NONE, PLAIN, FOLDER, PROMISE };
static struct { enum kind kind; uint64_t ino; char *folder; } fds[MAX_FD];
static char dir[PATH_MAX];
static size_t dir_len;
static int log_fd = -1, ready, all;
static ssize_t (*real_write)(int, const void *, size_t);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void start(void) {
  if (ready) return;
  ready = 1;
  real_write = dlsym(RTLD_NEXT, "write");
  int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
  const char *d = getenv("RECORD_DIR"), *l = getenv("RECORD_LOG");
  if (!d || !l) return;
  all = getenv("RECORD_ALL") != NULL;
  dir_len = strlen(strncpy(dir, d, sizeof dir - 1));
  log_fd = real_open(l, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* One record: this header, then the name, then the data. */
static void note(char op, uint64_t ino, uint64_t off, const char *name, const void *data, uint32_t n) {
  uint16_t name_len = name ? strlen(name) : 0;
  struct __attribute__((packed)) { char op; uint64_t ino, off; uint16_t name_len; uint32_t n; } h = {op, ino, off, name_len, n};
  if (log_fd < 0) return;
  pthread_mutex_lock(&lock);
  if (real_write(log_fd, &h, sizeof h) != sizeof h || (name_len && real_write(log_fd, name, name_len) != name_len) ||
      (n && real_write(log_fd, data, n) != (ssize_t)n)) abort(); /* a log with a hole proves nothing */
  pthread_mutex_unlock(&lock);
}

static int ends(const char *s, const char *tail) {
  size_t a = strlen(s), b = strlen(tail);
  return a >= b && !strcmp(s + a - b, tail);
}

/* The name below the watched directory, or NULL for any other path. */
static const char *inside(const char *path) {
  if (all && path) return *path == '/' && (strncmp(path, "/dev/", 5) || !strncmp(path, "/dev/shm/", 9)) && strncmp(path, "/proc/", 6) ? path + 1 : NULL;
  if (!dir_len || !path || strncmp(path, dir, dir_len) || path[dir_len] != '/' || !path[dir_len + 1]) return NULL;
  return ends(path, "-shm") ? NULL : path + dir_len + 1;
}

static int is_promise(const char *name) { return ends(name, ".ack"); }

/* A number may have been closed behind our back and given to something else: the file must be the same. */
static enum kind kind_of(int fd) {
  struct stat st;
  if (fd < 0 || fd >= MAX_FD || fds[fd].kind == NONE) return NONE;
  if (fstat(fd, &st) || st.st_ino != fds[fd].ino) return NONE;
  return fds[fd].kind;
}

static int opened(int fd, const char *path, int flags, int existed) {
  if (fd < 0 || fd >= MAX_FD) return fd;
  const char *name = inside(path);
  struct stat st;
  fds[fd].kind = NONE;
  if (fstat(fd, &st)) return fd;
  fds[fd].ino = st.st_ino;
  if (S_ISDIR(st.st_mode)) {
    if (!name && (!dir_len || strcmp(path, dir))) return fd;
    fds[fd].kind = FOLDER;
    free(fds[fd].folder);
    fds[fd].folder = strdup(name ? name : "");
  } else if (name && is_promise(name)) fds[fd].kind = PROMISE;
  else if (name && S_ISREG(st.st_mode)) {
    fds[fd].kind = PLAIN;
    if (!existed) note('C', st.st_ino, 0, name, NULL, 0);
    else if (flags & O_TRUNC) note('T', st.st_ino, 0, NULL, NULL, 0);
  }
  return fd;
}

#define OPEN(fn) int fn(const char *path, int flags, ...) { \
  start(); REAL(fn); va_list a; va_start(a, flags); mode_t mode = va_arg(a, int); va_end(a); \
  int existed = inside(path) ? !access(path, F_OK) : 1; \
  return opened(real(path, flags, mode), path, flags, existed); }
OPEN(open) OPEN(open64)

int close(int fd) { REAL(close); if (fd >= 0 && fd < MAX_FD) fds[fd].kind = NONE; return real(fd); }

ssize_t write(int fd, const void *b, size_t n) {
  start();
  ssize_t k = real_write(fd, b, n);
  if (k > 0 && kind_of(fd) == PLAIN) note('W', fds[fd].ino, lseek(fd, 0, SEEK_CUR) - k, NULL, b, k);
  if (k > 0 && kind_of(fd) == PROMISE) note('A', 0, 0, NULL, b, k);
  return k;
}

#define PWRITE(fn, T) ssize_t fn(int fd, const void *b, size_t n, T off) { REAL(fn); \
  ssize_t k = real(fd, b, n, off); if (k > 0 && kind_of(fd) == PLAIN) note('W', fds[fd].ino, off, NULL, b, k); return k; }
PWRITE(pwrite, off_t) PWRITE(pwrite64, off64_t)

#define TRUNCATE(fn, T) int fn(int fd, T size) { REAL(fn); \
  int r = real(fd, size); if (!r && kind_of(fd) == PLAIN) note('T', fds[fd].ino, size, NULL, NULL, 0); return r; }
TRUNCATE(ftruncate, off_t) TRUNCATE(ftruncate64, off64_t)

/* fsync of a file makes its bytes durable ('S'); fsync of a folder makes the names in it durable ('D'). */
#define SYNC(fn) int fn(int fd) { REAL(fn); int r = real(fd); \
  if (!r && kind_of(fd) == PLAIN) note('S', fds[fd].ino, 0, NULL, NULL, 0); \
  if (!r && kind_of(fd) == FOLDER) note('D', 0, 0, fds[fd].folder, NULL, 0); \
  return r; }
SYNC(fsync) SYNC(fdatasync)

#define UNLINK(fn) int fn(const char *path) { REAL(fn); \
  const char *name = inside(path); int r = real(path); \
  if (!r && name && !is_promise(name)) note('U', 0, 0, name, NULL, 0); \
  return r; }
UNLINK(unlink) UNLINK(remove) UNLINK(rmdir)

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  int r = real(path, mode);
  if (!r && inside(path)) note('M', 0, 0, inside(path), NULL, 0);
  return r;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  const char *a = inside(from), *b = inside(to);
  int r = real(from, to);
  if (!r && a && b) note('R', 0, 0, a, b, strlen(b));
  return r;
}
