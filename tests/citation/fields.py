#!/usr/bin/env python3
"""Do programs read the same fields from all three files of a document?

    fields.py OUTPUT pandoc | citation-js MODULES

OUTPUT has STEM.json, STEM.ris and STEM.bib. The CSL-JSON must come back as it was; RIS and BibLaTeX
must give the same persons, titles, dates, places, numbers and addresses, as far as the format has
them. pandoc of Debian 12 reads no RIS. Prints lines in the form of tests/run.
"""
import json
import pathlib
import re
import subprocess
import sys

# What a format has no place for, or the reader doesn't read from it: not compared.
COMMON = ['title', 'original-title', 'author', 'editor', 'issued', 'URL', 'abstract', 'page', 'volume', 'issue',
          'container-title', 'publisher', 'publisher-place', 'genre']
PERSONS = ('author', 'editor', 'translator', 'recipient', 'container-author')


def text_of(value):
    value = re.sub('</?span[^>]*>', '', str(value)).replace('%7B', '{').replace('%7D', '}')
    value = value.replace('\u2018', "'").replace('\u2019', "'").replace('\u201c', '"').replace('\u201d', '"')
    return re.sub('[-\u2013]+', '-', re.sub(r'\s+', ' ', value)).strip()


def person(name):
    if isinstance(name, str):
        family, _, given = name.partition(', ')
        name = {'family': family, 'given': given}
    if 'literal' in name:
        return text_of(name['literal'])
    particle = ' '.join(name.get(k, '') for k in ('dropping-particle', 'non-dropping-particle'))
    family = ' '.join((particle + ' ' + name.get('family', '')).split())
    parts = [family, name.get('given', ''), name.get('suffix', '')]
    return text_of(', '.join(part for part in parts if part))


def field(item, key, kind):
    value = item.get(key)
    if key in PERSONS:
        # of a newspaper, citation-js takes the author of a RIS entry for the reporter, as one string
        if key == 'author' and value is None and 'reporter' in item:
            value = [item['reporter']]
        return [person(name) for name in value or []]
    if key == 'issued' and value is not None:
        parts = value.get('date-parts')
        if not parts:
            return None
        parts = [[int(n) for n in part] for part in parts]
        return parts[:1] if kind == 'ris' else parts
    return None if value is None else text_of(value)


def expected(item, key, kind):
    """What a reader should give for the field, or ... where the format or its readers have none."""
    value = field(item, key, kind)
    printed = item['type'] in ('chapter', 'article-journal', 'article-newspaper')
    author = bool(item.get('author'))
    if kind == 'bib':
        if printed and not author and key not in ('title', 'original-title', 'issued', 'URL', 'abstract'):
            return ...  # @misc: howpublished says where
        if key == 'editor' and not printed and author:
            return ...  # @unpublished has none: it is in addendum
        if key == 'genre' and (printed or item['type'] == 'webpage'):
            return ...
        if key in ('publisher', 'container-title') and not printed:
            return ...  # organization, which they don't read
        if key in ('publisher', 'publisher-place') and item['type'].startswith('article'):
            return ...
        if key == 'container-title' and value:
            return re.split(r' [\[\u3400-\u9fff]', value)[0]  # the rest is its addition
        if key == 'issued' and value is None:
            return ...  # XXXX is read as the year 0
    if kind == 'ris':
        if key in ('publisher', 'container-title', 'editor') and not printed:
            return ...
        if key == 'genre' and (item['type'] in ('chapter', 'webpage')):
            return ...
        if key in ('publisher', 'publisher-place', 'issue') and item['type'] == 'article-newspaper':
            return ...
        if key == 'issued' and value and item['type'] == 'article-newspaper':
            return [value[0][:1]]  # of newspapers, citation-js reads the year only
    return value


def same(key, want, got):
    if key == 'container-title' and got and want:
        return got.startswith(want)  # pandoc joins the addition to it
    if key == 'abstract' and got and want:
        return re.sub(r'[{} ]', '', want) == re.sub(r'[{} ]', '', got)  # pandoc drops odd braces
    return want == got or (not want and not got)


def compare(name, item, read, kind):
    wrong = []
    for key in COMMON:
        want, got = expected(item, key, kind), field(read, key, kind)
        if want is not ... and not same(key, want, got):
            wrong.append('# %s: %s: %r, and read back %r' % (name, key, want, got))
    return wrong


def report(what, count, wrong):
    print('%s %s: %d entries' % ('not ok' if wrong or not count else 'ok', what, count))
    for line in wrong:
        print(line)


def by_pandoc(source, paths):
    for path in paths:
        made = subprocess.run(['pandoc', '-f', source, '-t', 'csljson', path], capture_output=True, text=True, check=True)
        yield json.loads(made.stdout)


def by_citation_js(modules, paths):
    script = pathlib.Path(__file__).with_name('read.mjs')
    made = subprocess.run(['node', script, modules] + paths, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in made.stdout.splitlines()]


def main():
    output, reader = pathlib.Path(sys.argv[1]), sys.argv[2]
    paths = sorted(output.glob('*.json'))
    items = [json.loads(path.read_text()) for path in paths]
    kinds = {'bib': 'biblatex', 'json': 'csljson'} if reader == 'pandoc' else {'bib': '', 'ris': '', 'json': ''}
    for kind, name in kinds.items():
        files = [path.with_suffix('.' + kind) for path in paths]
        if reader == 'pandoc':
            read = list(by_pandoc(name, files))
        else:
            read = by_citation_js(sys.argv[3], files)
        wrong, count = [], 0
        for path, ours, theirs in zip(paths, items, read, strict=True):
            for item, back in zip(ours, theirs, strict=True):
                wrong += compare(path.stem, item, back, kind)
                count += 1
        report('%s reads the fields of .%s' % (reader, kind), count, wrong)


main()
