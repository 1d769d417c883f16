// engine.mjs - what citeproc of npm makes of CSL-JSON.
//
//   node engine.mjs MODULES STYLE.csl LOCALES ITEMS.json
//
// MODULES is the folder that has node_modules, LOCALES one with locales-en-US.xml. ITEMS.json is an array
// of arrays: each becomes a bibliography of its own, one line of the output.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [modules, style, locales, file] = process.argv.slice(2);
const CSL = createRequire(path.join(path.resolve(modules), 'x.js'))('citeproc');
const locale = fs.readFileSync(path.join(locales, 'locales-en-US.xml'), 'utf8');
const csl = fs.readFileSync(style, 'utf8');

for (const items of JSON.parse(fs.readFileSync(file, 'utf8'))) {
  const system = {
    retrieveLocale: () => locale,
    retrieveItem: (id) => items.find((item) => item.id === id),
  };
  const engine = new CSL.Engine(system, csl, 'en-US', true);
  engine.setOutputFormat('text');
  engine.updateItems(items.map((item) => item.id));
  console.log(engine.makeBibliography()[1].join(' ').replace(/\s+/g, ' ').trim());
}
