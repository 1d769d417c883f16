// read.mjs - what citation-js reads from files: a line of JSON for each, an array of CSL-JSON items.
//
//   node read.mjs MODULES FILE...      MODULES is the folder that has node_modules
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [modules, ...files] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(modules), 'x.js'));
const { Cite } = load('@citation-js/core');
for (const plugin of ['ris', 'bibtex', 'csl']) load('@citation-js/plugin-' + plugin);

for (const file of files) {
  const items = new Cite(fs.readFileSync(file, 'utf8')).data;
  for (const item of items) delete item._graph;
  console.log(JSON.stringify(items));
}
