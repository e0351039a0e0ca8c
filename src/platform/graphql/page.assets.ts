/** The style of the page: sober, readable on a small screen, light or dark as the reader's system is. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d2b24; --paper: #fbfaf6; --line: #cfd4c8; --leaf: #2f6b4a;
  font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebe4; --paper: #151b18; --line: #39443d; --leaf: #8fcaa6 } }
* { box-sizing: border-box }
body { margin: 0 }
header { padding: 1.25rem 1.25rem 0 } h1 { margin: 0; font-size: 1.5rem } header p { margin: .25rem 0 0 }
h2 { font-size: 1rem; margin: 0 0 .5rem; color: var(--leaf) }
main { display: grid; gap: 1.5rem; padding: 1.25rem; grid-template-columns: minmax(0, 1fr) }
#schema { max-height: 70vh; overflow: auto; margin-top: .5rem }
@media (min-width: 64rem) { main { grid-template-columns: 15rem minmax(0, 1fr) minmax(0, 22rem); align-items: start } #schema { max-height: calc(100vh - 13rem) } }
ul { list-style: none; margin: 0; padding: 0 }
button { font: inherit; cursor: pointer; color: inherit; background: none; border: 1px solid var(--line); border-radius: .4rem }
#ready button { width: 100%; text-align: start; padding: .4rem .6rem; margin-bottom: .3rem }
#run { padding: .5rem 2rem; margin: .25rem 0 1rem; background: var(--leaf); color: var(--paper); border-color: var(--leaf) }
label { display: block; margin-bottom: .75rem; font-weight: 600 } small { display: block; font-weight: 400; opacity: .8 }
textarea, input, pre { width: 100%; font: .875rem/1.45 ui-monospace, monospace; color: inherit; background: transparent;
  border: 1px solid var(--line); border-radius: .4rem; padding: .6rem; margin-top: .25rem }
pre { min-height: 6rem; max-height: 32rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere }
:focus-visible { outline: 2px solid var(--leaf); outline-offset: 2px }
details { border-bottom: 1px solid var(--line); padding: .3rem 0; overflow-wrap: anywhere }
summary { cursor: pointer } details p { margin: .25rem 0; opacity: .85 } dl { margin: 0 0 .5rem }
dt { font: .875rem/1.4 ui-monospace, monospace; margin-top: .4rem } dd { margin: 0; opacity: .85 }
`;

/** The script of the page, as browsers run it: no library, no request but to the API. */
export const PAGE_SCRIPT = `
'use strict';
const { endpoint, readyOperations, words, locale } = JSON.parse(document.getElementById('data').textContent);
const at = (id) => document.getElementById(id);
const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};
at('token').value = sessionStorage.getItem('token') || '';
at('token').addEventListener('input', () => sessionStorage.setItem('token', at('token').value.trim()));
const ask = async (query, variables) => {
  const headers = { 'content-type': 'application/json', 'accept-language': locale };
  const token = at('token').value.trim();
  if (token) headers.authorization = 'Bearer ' + token;
  const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return answer.json();
};
const show = (operation) => {
  at('operation').value = operation.document;
  at('variables').value = JSON.stringify(operation.variables, null, 2);
};
for (const operation of readyOperations) {
  const button = element('button', operation.name);
  button.addEventListener('click', () => show(operation));
  at('ready').append(element('li', '', button));
}
if (readyOperations[0]) show(readyOperations[0]);
const run = async () => {
  let variables;
  try { variables = JSON.parse(at('variables').value || '{}'); } catch { at('answer').textContent = words.badVariables; return; }
  at('answer').textContent = '…';
  at('answer').textContent = await ask(at('operation').value, variables).then(
    (answer) => JSON.stringify(answer, null, 2), () => words.noAnswer);
};
at('run').addEventListener('click', run);
at('operation').addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run(); });
const typeOf = (type) => type.kind === 'NON_NULL' ? typeOf(type.ofType) + '!' : type.kind === 'LIST' ? '[' + typeOf(type.ofType) + ']' : type.name;
const REF = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
const SCHEMA = '{ __schema { types { name kind description fields { name description args { name type { ' + REF + ' } } type { ' + REF + ' } }' +
  ' inputFields { name description type { ' + REF + ' } } enumValues { name description } possibleTypes { name } } } }';
const linesOf = (type) => [
  ...(type.fields || []).map(({ name, args, type: kind, description }) => [
    name + (args.length ? '(' + args.map((arg) => arg.name + ': ' + typeOf(arg.type)).join(', ') + ')' : '') + ': ' + typeOf(kind), description]),
  ...(type.inputFields || []).map(({ name, type: kind, description }) => [name + ': ' + typeOf(kind), description]),
  ...(type.enumValues || []).map(({ name, description }) => [name, description]),
  ...(type.possibleTypes || []).map(({ name }) => ['| ' + name, '']),
];
// A type found by its own name or words is shown whole; else only its lines in which the word was found.
const find = (type, wanted) => {
  const has = (text) => (text || '').toLowerCase().includes(wanted);
  if (has(type.name) || has(type.description)) return type.lines;
  return type.lines.filter(([line, description]) => has(line) || has(description));
};
const draw = (type, lines, open) => {
  const list = element('dl');
  for (const [line, description] of lines) list.append(element('dt', line), element('dd', description));
  const drawn = element('details', '', element('summary', type.name), element('p', type.description), list);
  drawn.open = open;
  return drawn;
};
ask(SCHEMA).then(({ data }) => {
  const order = (type) => ['Query', 'Mutation'].includes(type.name) ? '0' + type.name : '1' + type.name;
  const types = data.__schema.types.filter((type) => !type.name.startsWith('__')).sort((a, b) => order(a) < order(b) ? -1 : 1);
  for (const type of types) type.lines = linesOf(type);
  const search = () => {
    const wanted = at('search').value.trim().toLowerCase();
    const found = types.map((type) => [type, find(type, wanted)]).filter(([type, lines]) => !wanted || lines.length
      || type.name.toLowerCase().includes(wanted));
    at('schema').replaceChildren(...found.map(([type, lines]) => draw(type, lines, wanted !== '' && found.length <= 12)));
  };
  at('search').addEventListener('input', search);
  search();
}).catch(() => { at('schema').textContent = words.noAnswer; });
`;
