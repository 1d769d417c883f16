#include <stdint.h>
#include <string.h>

#include "command.h"

const struct command commands[] = {
    {"build", FOR_BUILD, "[EDITION] [-o OUTPUT]", "the whole pipeline over an edition folder",
     "Encodes the transcriptions of the edition (default: this folder), checks the TEI and\n"
     "publishes it: OUTPUT/tei/, html/, text/, citations/, report.json, and manifest.json with\n"
     "the checksums. OUTPUT is 'output' in the edition unless -o names another folder. What\n"
     "teipipe.yaml in the edition may say is in the manual; without one, the defaults do.\n",
     0, 1, command_build},
    {"merge", FOR_MERGE, "SHARD... [-o OUTPUT]", "what 'build --shard' made, as one edition",
     "Joins the output folders of all shards of an edition, byte for byte as a build without\n"
     "shards would make it, with its report and its exit status. To be run where they were built.\n"
     "'build --shard 1/2 -o s/1', '--shard 2/2 -o s/2', 'merge s/1 s/2 -o OUTPUT': shards can be\n"
     "built on several computers at once. OUTPUT is 'output' in the edition unless -o names one.\n",
     1, SIZE_MAX, command_merge},
    {"encode", FOR_ENCODE, "SOURCE... [-o DIR]", "transcriptions to TEI P5",
     "Reads plain text or Markdown and writes one STEM.xml a source, into DIR or this folder; a\n"
     "single source goes to standard output unless -o is given. The share of the text that is\n"
     "in the TEI is printed; a document whose text would not be whole is not written.\n"
     "With --suggest-names, no TEI but the names that no authority file of the edition knows,\n"
     "with a guess at their kind: as text, as a table, or as TEI to be looked through and added.\n",
     1, SIZE_MAX, command_encode},
    {"validate", FOR_VALIDATE, "FILE|DIR... [--schema FILE]...", "check TEI against schemas",
     "Checks files, and all .xml in folders, against RELAX NG schemas and Schematron rules. "
     "Addresses\n"
     "of schemas are looked up in XML catalogs (XML_CATALOG_FILES); nothing is fetched from the\n"
     "network, and rules may read files of the document's edition only.\n",
     1, SIZE_MAX, command_validate},
    {"transform", FOR_TRANSFORM, "FILE... --to FORMAT... [-o DIR]", "publish TEI",
     "Writes STEM and the format's suffix, into DIR or this folder; one file in one format goes\n"
     "to standard output unless -o is given. 'transform --help FORMAT' lists the parameters of a\n"
     "format, which -p sets; 'transform --help FILE.xsl' those of a stylesheet of yours.\n",
     1, SIZE_MAX, command_transform},
    {"schema", FOR_SCHEMA, "check FILE... | convert FILE [OUT]",
     "is a schema correct? .rng to .rnc and back",
     "'check' reads RELAX NG schemas in the XML or the compact syntax, the Schematron rules in "
     "them,\n"
     "and Schematron schemas (.sch, .isosch), and says what is wrong with them.\n"
     "'convert' writes one in the other syntax, with annotations and comments, to OUT or to\n"
     "standard output.\n",
     1, SIZE_MAX, command_schema},
    {"init", FOR_INIT, "DIR", "a new edition folder that builds at once",
     "Writes a teipipe.yaml that explains itself, an example letter and a README.\n", 1, 1,
     command_init},
    {"help", FOR_HELP, "[COMMAND]", "this overview, or more of a command", "", 0, 2, command_help},
    {"version", FOR_VERSION, "", "the version of teipipe", "", 0, 0, command_version},
    {0},
};

const struct command *command_find(const char *name)
{
    const char *names[sizeof commands / sizeof *commands], *near;
    size_t n = 0;

    for (const struct command *c = commands; c->name; c++) {
        if (strcmp(c->name, name) == 0)
            return c;
        names[n++] = c->name;
    }
    names[n] = NULL;
    near = teipipe_nearest(name, names);
    usage_error("usage", "", "there is no command '%s'%s%s%s", name, near ? "; did you mean '" : "",
                near ? near : "", near ? "'?" : "");
    return NULL;
}

static void overview(void)
{
    puts("teipipe: raw transcriptions to TEI P5, TEI checked, TEI published\n\nCommands:");
    for (const struct command *c = commands; c->name; c++)
        printf("  %-10s %-34s %s\n", c->name, c->synopsis, c->summary);
    puts("\nOptions everywhere:");
    options_help(stdout, FOR_ALL, true);
    puts("\nExit status: 0 all good; 1 a document has errors or lost text; 2 command line,\n"
         "configuration, schema or stylesheet unusable; 3 a file can't be read or written, or a\n"
         "limit was met. 'teipipe help COMMAND' says more.");
}

void help_on(const struct command *c)
{
    if (!c) {
        overview();
        return;
    }
    printf("teipipe %s%s%s: %s\n", c->name, *c->synopsis ? " " : "", c->synopsis, c->summary);
    if (*c->help)
        printf("\n%s", c->help);
    puts("\nOptions:");
    options_help(stdout, c->bit, false);
    options_help(stdout, c->bit, true);
}

int help_with(const struct options *o, const struct command *c, const char *with)
{
    if (c->bit == FOR_TRANSFORM && (with || o->xslt))
        return help_on_parameters(with ? with : o->xslt);
    help_on(c);
    return TEIPIPE_OK;
}

int command_help(const struct options *o)
{
    const struct command *c = o->operands.n ? command_find(o->operands.v[0]) : NULL;

    if (o->operands.n && !c)
        return TEIPIPE_UNUSABLE;
    if (c)
        return help_with(o, c, o->operands.n > 1 ? o->operands.v[1] : NULL);
    help_on(NULL);
    return TEIPIPE_OK;
}

int command_version(const struct options *o)
{
    (void)o;
    printf("teipipe %s\n", teipipe_version());
    return TEIPIPE_OK;
}
