#include "zip.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

/* Of zlib. The highest takes half as long again, and saves a tenth of what is left of a letter. */
enum { LEVEL = 1 };

/* What went wrong; kept apart from the archive, which is let go before anything is allocated. */
struct failure {
    char text[160];
};

static void note(struct failure *f, zip_error_t *e)
{
    (void)snprintf(f->text, sizeof f->text, "%s", zip_error_strerror(e)); /* may be cut */
}

static zip_t *open_zip(const char *path, int flags, struct failure *f)
{
    int code = 0;
    zip_t *z = zip_open(path, flags, &code);

    if (!z) {
        zip_error_t e;
        zip_error_init_with_code(&e, code);
        note(f, &e);
        zip_error_fini(&e);
    }
    return z;
}

static bool add(zip_t *z, zip_t *old, const struct tp_zip_member *m)
{
    enum { FIRST_DAY = 1 << 5 | 1 }; /* 1980-01-01, as MS-DOS has it */
    const zip_uint32_t mode = 0100644u << 16;
    zip_source_t *source = NULL;
    zip_int64_t at;
    zip_uint64_t i;

    if (old && m->old)
        source = zip_source_zip(z, old, m->old - 1, ZIP_FL_COMPRESSED, 0, -1);
    if (!source)
        source = zip_source_file(z, m->file, 0, -1);
    if (!source)
        return false;
    at = zip_file_add(z, m->name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        return false;
    }
    i = (zip_uint64_t)at;
    return zip_set_file_compression(z, i, ZIP_CM_DEFLATE, LEVEL) == 0 &&
           zip_file_set_dostime(z, i, 0, FIRST_DAY, 0) == 0 &&
           zip_file_set_external_attributes(z, i, 0, ZIP_OPSYS_UNIX, mode) == 0;
}

/* Closes it, too. */
static bool fill(zip_t *z, zip_t *old, const struct tp_zip_member *v, size_t n, struct failure *f)
{
    bool ok = true;

    for (size_t i = 0; ok && i < n; i++)
        ok = add(z, old, &v[i]);
    if (ok && zip_close(z) == 0)
        return true;
    note(f, zip_get_error(z));
    zip_discard(z);
    return false;
}

/* Make the archive, taking what is packed already from the one at PATH. */
static bool make(const char *beside, const char *path, const struct tp_zip_member *v, size_t n,
                 struct failure *f)
{
    zip_t *z = open_zip(beside, ZIP_CREATE | ZIP_TRUNCATE, f), *old = NULL;
    bool ok, any = false;

    if (!z)
        return false;
    for (size_t i = 0; i < n && !any; i++)
        any = v[i].old != 0;
    if (any)
        old = open_zip(path, ZIP_RDONLY, f); /* without it all is packed anew */
    ok = fill(z, old, v, n, f);
    if (old)
        zip_discard(old);
    if (ok && rename(beside, path) != 0) {
        if (strerror_r(errno, f->text, sizeof f->text) != 0)
            f->text[0] = '\0';
        ok = false;
    }
    return ok;
}

bool tp_zip_write(struct tp_arena *work, const char *path, const struct tp_zip_member *v, size_t n,
                  struct tp_diags *ds)
{
    /* As tp_write_file() calls what it is writing; the library adds an ending while it does. */
    const char *beside = tp_fmt(work, "%s.%ld-0.tmp", path, (long)getpid());
    struct failure f = {""};

    if (!tp_make_folder(work, tp_path_dir(work, path), ds))
        return false;
    if (make(beside, path, v, n, &f))
        return true;
    (void)unlink(beside); /* the failure is reported */
    tp_diag(ds, TP_D_FILE_UNWRITABLE, tp_in(path), f.text);
    return false;
}
