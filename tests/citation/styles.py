#!/usr/bin/env python3
"""Do the texts agree with what citation processors make of the CSL-JSON?

    styles.py OUTPUT PROCESSOR MODULES

OUTPUT has STEM.json, STEM.chicago.txt, STEM.mla.txt and STEM.apa.txt. PROCESSOR is pandoc, or
citeproc (of npm, in the folder MODULES). Prints a line in the form of tests/run for each style; the
styles are those of Debian's citation-style-language-styles.

The processors are told what they can't know or don't do:
- titles keep their capitals (<span class="nocase">): they are the archives' and the authors' own;
- a name with the family name first stays in that order: pandoc doesn't read static-ordering, so it
  gets the name whole; APA inverts such authors like all others, so static-ordering is taken out;
- pandoc's APA writes a stop behind names in Han characters, and a date in words twice: it gets the
  names whole, and such dates are left out there;
- pandoc leaves the stop outside of a quotation that was in the title already: it is put inside here;
- citeproc takes every name of an item in Chinese for a Chinese one (Voss Clara): it isn't told the
  language; and where all authors are bodies, it leaves out the comma that the style asks for.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

STYLES = {'chicago': 'chicago-note-bibliography', 'mla': 'modern-language-association', 'apa': 'apa'}
FOLDER = pathlib.Path('/usr/share/citation-style-language')
HAN = re.compile('[\u3400-\u9fff]')


def whole(name):
    separator = '' if HAN.search(name.get('family', '')) else ' '
    return {'literal': name['family'] + separator + name.get('given', '')}


def adapted(item, style, processor):
    item = json.loads(json.dumps(item))
    if processor == 'citeproc' and item.get('language', '')[:2] in ('zh', 'ja'):
        del item['language']
    for key in ('title', 'container-title'):
        if key in item:
            item[key] = '<span class="nocase">%s</span>' % item[key]
    for role in ('author', 'editor', 'translator', 'recipient', 'container-author'):
        for i, name in enumerate(item.get(role, [])):
            ordered = name.get('static-ordering')
            if style == 'apa' and role != 'recipient':
                name.pop('static-ordering', None)
                ordered = False
            if processor == 'pandoc' and (ordered or HAN.search(name.get('family', ''))):
                item[role][i] = whole(name)
    return item


def skipped(item, style, processor):
    if processor == 'pandoc':
        return style == 'apa' and 'literal' in item.get('issued', {})
    bodies = [name for name in item.get('author', []) if 'literal' in name]
    return style != 'apa' and len(bodies) > 1 and len(bodies) == len(item['author'])


def american(text):
    return re.sub('”([.,])', r'\1”', re.sub('’”([.,])|’([.,])”', r'\1\2’”', text))


def by_pandoc(groups, style, scratch):
    for items in groups:
        (scratch / 'items.json').write_text(json.dumps(items))
        made = subprocess.run(
            ['pandoc', '--citeproc', '--csl', FOLDER / 'styles' / (STYLES[style] + '.csl'), '-f', 'markdown',
             '-t', 'plain', '--wrap=none', '--bibliography', scratch / 'items.json'],
            input='---\nnocite: "@*"\nlang: en-US\n---\n', capture_output=True, text=True, check=True)
        yield american(' '.join(made.stdout.split()))


def by_citeproc(groups, style, scratch, modules):
    (scratch / 'items.json').write_text(json.dumps(groups))
    engine = pathlib.Path(__file__).with_name('engine.mjs')
    made = subprocess.run(['node', engine, modules, FOLDER / 'styles' / (STYLES[style] + '.csl'),
                           FOLDER / 'locales', scratch / 'items.json'], stdout=subprocess.PIPE, text=True, check=True)
    return made.stdout.splitlines()


def main():
    output, processor = pathlib.Path(sys.argv[1]), sys.argv[2]
    documents = sorted(output.glob('*.json'))
    with tempfile.TemporaryDirectory() as name:
        for style in STYLES:
            groups, ours = [], []
            for path in documents:
                lines = output / ('%s.%s.txt' % (path.stem, style))
                for item, line in zip(json.loads(path.read_text()), lines.read_text().splitlines(), strict=True):
                    if not skipped(item, style, processor):
                        groups.append([adapted(item, style, processor)])
                        ours.append((path.stem, line))
            scratch = pathlib.Path(name)
            if processor == 'pandoc':
                theirs = list(by_pandoc(groups, style, scratch))
            else:
                theirs = by_citeproc(groups, style, scratch, sys.argv[3])
            wrong = [(stem, line, their) for (stem, line), their in zip(ours, theirs, strict=True) if line != their]
            print('%s %s: %d citations as %s makes them' % ('not ok' if wrong or not ours else 'ok', style, len(ours), processor))
            for stem, line, their in wrong:
                print('# %s\n#   ours:   %s\n#   theirs: %s' % (stem, line, their))


main()
