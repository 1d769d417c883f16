#include "option.h"

#define SET(how, field)          .set = how, .at = offsetof(struct options, field)
#define NUMBER(field, max, each) SET(set_size, field), .most = max, .unit = each

const struct option option_table[OPTIONS] = {
    {"output", 'o', "DIR", FOR_BUILD | FOR_ENCODE | FOR_TRANSFORM | FOR_MERGE,
     "where to write; - is standard output", .set = set_output},
    {"edition", 0, "DIR", FOR_ENCODE,
     "use the teipipe.yaml and authority files of this edition\n"
     "(default: the nearest one above the first source)",
     SET(set_text, edition)},
    {"layout", 0, "NAME", FOR_ENCODE,
     "take this layout for all sources, whatever they look like\n"
     "(default: the one that fits; -v says which, and why)",
     SET(set_text, layout)},
    {"suggest-names", 0, "[=FORMAT]", FOR_ENCODE,
     "list the names that no authority file knows, instead of the TEI:\n"
     "text, tsv, json, tei; with -o, besides the TEI",
     .set = set_suggest},
    {"collate", 0, NULL, FOR_ENCODE,
     "two sources are transcriptions of one original: the first,\n"
     "with the readings of the second as an apparatus",
     SET(set_flag, collate)},
    {"metadata", 0, "FILE", FOR_BUILD | FOR_ENCODE,
     "a table (CSV) of titles, dates, senders, ...: a row for each\n"
     "transcription (default: the edition's, if it has one)",
     .set = set_metadata},
    {"watch", 0, NULL, FOR_BUILD,
     "go on: build again whenever a file of the edition has changed,\n"
     "until Ctrl-C",
     SET(set_flag, watch)},
    {"serve", 0, "[=PORT]", FOR_BUILD,
     "the same, and show the edition at http://localhost:PORT/\n"
     "(default: 8080; 0: a free one); pages follow the changes",
     .set = set_serve},
    {"dry-run", 0, NULL, FOR_BUILD, "say what would be made, and why; write nothing",
     SET(set_flag, dry_run)},
    {"explain", 0, "FILE", FOR_BUILD,
     "say of one document which layout it has, by what evidence, and\n"
     "what would be made of it, and why; write nothing",
     SET(set_text, explain)},
    {"shard", 0, "K/N", FOR_BUILD,
     "make only share K of N, into a folder of its own (-o), for 'merge'", .set = set_shard},
    {"plan", 0, NULL, FOR_MERGE,
     "join nothing yet, but tell the shards their documents' neighbours:\n"
     "built once more, they make the HTML pages, not the merge",
     SET(set_flag, plan)},
    {"schema", 0, "FILE", FOR_VALIDATE,
     "check against this RELAX NG schema (.rng or .rnc); repeatable\n"
     "(default: what <?xml-model?> names, else the edition's own)",
     SET(add_text, schemas)},
    {"schematron", 0, "FILE", FOR_VALIDATE,
     "check the rules of this Schematron schema (.sch, .isosch), or\n"
     "those in a RELAX NG schema; repeatable\n"
     "(default: what <?xml-model?> names, else, with the edition's own\n"
     "schema, its own rules)",
     SET(add_text, schematrons)},
    {"phase", 0, "ID", FOR_VALIDATE, "check the patterns of this phase only; #ALL: every one",
     SET(set_text, phase)},
    {"check", 0, "CHECK=SEVERITY", FOR_VALIDATE,
     "take an integrity check, such as pointer-missing, as error,\n"
     "warning, note or off; repeatable (default: the 'checks' of the\n"
     "nearest teipipe.yaml)",
     .set = set_check},
    {"max-tree", 0, "MB", FOR_VALIDATE,
     "rules and integrity hold a document in memory, up to 15 times\n"
     "its size: check larger ones against RELAX NG alone, and warn\n"
     "(default: 64)",
     NUMBER(max_tree, 1048576, 1 << 20)},
    {"to", 0, "FORMAT", FOR_TRANSFORM,
     "what to make: html, text, bibtex, ris, csl-json,\nchicago, mla, apa, jsonld, "
     "cmif;\nrepeatable, or a list with commas",
     .set = set_to},
    {"xslt", 0, "FILE", FOR_TRANSFORM, "run your own XSLT 1.0 stylesheet instead", .set = set_xslt},
    {"width", 0, "N", FOR_TRANSFORM,
     "of plain text: columns of a line, East Asian characters\n"
     "counting two; 0: whole paragraphs (default: 72)",
     .set = set_width},
    {"lang", 0, "TAG", FOR_TRANSFORM, "of plain text: only the versions in this language",
     .set = set_lang},
    {"view", 0, "VIEW", FOR_TRANSFORM,
     "of plain text: reading (default), or diplomatic, with the\n"
     "deletions, spellings and line ends of the source",
     .set = set_view},
    {"param", 'p', "NAME=VALUE", FOR_TRANSFORM, "a parameter for the stylesheet; repeatable",
     .set = set_param},
    {"jobs", 'j', "N", FOR_ALL, "work on N documents at once (default: the processors)",
     NUMBER(jobs, 256, 1)},
    {"report", 0, "FORMAT[=FILE]", FOR_ALL,
     "write a report: " REPORTS ";\n"
     "repeatable; without FILE to standard output",
     .set = set_report},
    {"strict", 0, NULL, FOR_ALL, "treat warnings as errors", SET(set_flag, strict)},
    {"max-errors", 0, "N", FOR_ALL, "show at most N errors of a document",
     NUMBER(max_errors, 1000000000, 1)},
    {"memory", 0, "MB", FOR_ALL, "give up a document that needs more working memory",
     NUMBER(memory, 1048576, 1 << 20)},
    {"time-limit", 0, "SECONDS", FOR_BUILD | FOR_TRANSFORM | FOR_MERGE,
     "give up a document that takes longer on a processor\n"
     "(default: 60 for its pages, 300 in all)",
     NUMBER(seconds, 1000000, 1)},
    {"no-excerpt", 0, NULL, FOR_ALL, "leave out the source lines under messages",
     SET(set_flag, no_excerpt)},
    {"color", 0, "WHEN", FOR_ALL, "auto, always or never", SET(set_when, colour)},
    {"progress", 0, "WHEN", FOR_ALL, "a bar on standard error: auto, always or never",
     SET(set_when, progress)},
    {"quiet", 'q', NULL, FOR_ALL, "print nothing but errors", SET(set_flag, quiet)},
    {"verbose", 'v', NULL, FOR_ALL, "say more of each document", SET(set_flag, verbose)},
    {"help", 'h', NULL, FOR_ALL, "this help", SET(set_flag, help)},
    {"version", 'V', NULL, FOR_ALL, "the version of teipipe", SET(set_flag, version)},
};
