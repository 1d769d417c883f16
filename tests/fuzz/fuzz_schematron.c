/* Any Schematron schema, or RELAX NG schema with rules, over a small document. */
#include <string.h>
#include <unistd.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/base/xml.h"
#include "../../pipeline/validate/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char document[] =
    "<?go on?><TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><!-- c --><text n='1'>"
    "<p xml:id='a' corresp='#b' when='2000-01-01'>one <hi rend='x y'>two</hi></p>"
    "<p xml:id='b' corresp='#a' n='2'><x xmlns='' n='3'/><![CDATA[three]]></p></text></TEI>";

struct input {
    struct tp_arena *arena;
    const uint8_t *data;
    size_t size;
    const char *file;
};

static void run(void *arg)
{
    struct input *in = arg;
    struct tp_diags *ds = tp_diags_new(in->arena, 100);
    struct tp_buf svrl = tp_buf_new(in->arena);
    struct tp_rules *rules;
    xmlDoc *doc;

    if (!tp_write_file(in->arena, in->file, (const char *)in->data, in->size, ds))
        return;
    rules = tp_rules_load(in->arena, in->file, "#ALL", NULL, ds);
    doc = tp_xml_read_memory(in->arena, document, sizeof document - 1, "d.xml", ds);
    if (rules && doc)
        tp_rules_check(rules,
                       &(struct tp_sch_document){
                           tp_xp_doc_new(in->arena, doc), {document, sizeof document - 1}, "d.xml"},
                       ds, &svrl);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char file[64]; /* schemas are read from files: includes of themselves are tried too */
    struct input in = {tp_arena_new((size_t)64 << 20), data, size, file};

    if (!*file)
        (void)snprintf(file, sizeof file, "/dev/shm/fuzz-%ld.sch", (long)getpid());
    if (in.arena)
        (void)tp_guard(in.arena, run, &in);
    tp_arena_free(in.arena);
    return 0;
}
