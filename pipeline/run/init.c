/* The command "init": a new edition that explains itself and builds at once. */
#include <string.h>

#include "edition.h"
#include "run.h"

static const char config[] =
    "# The edition in this folder. Every key may be left out; the defaults are shown.\n"
    "# Paths are relative to this file.\n"
    "\n"
    "# What stands on the pages and in the headers of the TEI.\n"
    "title: A new edition\n"
    "# publisher: Who publishes it\n"
    "# licence: CC-BY-4.0\n"
    "\n"
    "# Who answers for it, and can be written to; for correspSearch and others (html/cmif.xml).\n"
    "# editor: Anna Example\n"
    "# email: anna@example.org\n"
    "\n"
    "# Where the output will stand on the web; citations then name the pages' addresses.\n"
    "# base_url: https://example.org/edition/\n"
    "\n"
    "# The language of the pages' own words: en, de, ru or zh-Hans.\n"
    "language: en\n"
    "\n"
    "# The transcriptions: folders or patterns (** stands for any number of folders).\n"
    "# sources: [letters, \"reports/**/*.txt\"]\n"
    "\n"
    "# Files of persons, places and organisations; else all .xml in authority/.\n"
    "# authority: [authority/persons.xml]\n"
    "\n"
    "# Layouts of your own sources, else layouts/; the schema and the rules that the TEI is "
    "checked\n"
    "# against.\n"
    "# layouts: layouts\n"
    "# schema: teipipe:schemas/teipipe.rnc\n"
    "# rules: [teipipe:schemas/teipipe.sch]\n"
    "\n"
    "# What is published; else everything.\n"
    "# formats: [html, text, bibtex, ris, csl-json, chicago, mla, apa]\n";

static const char letter[] = "---\n"
                             "title: Letter, Anna Example to Peter Example\n"
                             "date: 1950-03-12\n"
                             "sender: Anna Example\n"
                             "recipient: Peter Example\n"
                             "place: Bern\n"
                             "---\n"
                             "Bern, 12 March 1950\n"
                             "\n"
                             "Dear Peter,\n"
                             "\n"
                             "This letter was written to be replaced by the first of yours. It "
                             "shows what a transcription may\n"
                             "look like: the lines between the three dashes say what it is, and "
                             "the text follows as it stands.\n"
                             "\n"
                             "A word that was left out is written in brackets, like the [second] "
                             "one here; what could not be\n"
                             "read is [illegible], and what was passed over is [...].\n"
                             "\n"
                             "I shall be in Basel from 2 April 1950, and write again from there.\n"
                             "\n"
                             "Yours,\n"
                             "\n"
                             "Anna Example\n";

static const char readme[] =
    "# An edition\n"
    "\n"
    "- `teipipe.yaml` says what the edition is. It explains its keys.\n"
    "- `letters/` holds the transcriptions: one document a file, plain text (`.txt`) or Markdown "
    "(`.md`),\n"
    "  UTF-8. What a document is stands between two lines of three dashes at its head.\n"
    "- `authority/`, when there is one, holds TEI files of the persons, places and organisations.\n"
    "\n"
    "`teipipe build` in this folder makes `output/`: TEI, pages (begin at "
    "`output/html/index.html`), plain\n"
    "text and citations. It also says what share of each text is in the TEI, and what is wrong "
    "where.\n";

static const struct {
    const char *path, *text;
} files[] = {
    {TP_CONFIG, config},
    {"letters/1950-03-12_example.txt", letter},
    {"README.md", readme},
};

void tp_run_init(struct tp_run *r, const char *dir)
{
    enum { FILES = sizeof files / sizeof *files };
    bool free_to_write = true;

    for (size_t i = 0; i < FILES; i++) {
        const char *path = tp_path_join(r->arena, dir, files[i].path);
        if (!tp_file_exists(path))
            continue;
        tp_diag(r->general, TP_D_FILE_EXISTS, tp_in(path), NULL);
        free_to_write = false;
    }
    for (size_t i = 0; free_to_write && i < FILES; i++)
        free_to_write = tp_write_file(r->arena, tp_path_join(r->arena, dir, files[i].path),
                                      files[i].text, strlen(files[i].text), r->general);
    tp_run_take_status(r, r->general);
}
