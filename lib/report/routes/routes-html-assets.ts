/** The shapes of the kinds of rows, told apart without any color. */
export const SYMBOLS = `<svg width="0" height="0" aria-hidden="true" focusable="false">
<symbol id="open" viewBox="0 0 16 16"><path fill="currentColor" fill-rule="evenodd" d="M8 1 16 15H0ZM7 6v4h2V6ZM7 11.2v1.8h2v-1.8Z"/></symbol>
<symbol id="stated" viewBox="0 0 16 16"><path fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" d="M8 2 15 14.2H1Z"/><path fill="currentColor" d="M7.2 6h1.6v4H7.2ZM7.2 11h1.6v1.6H7.2Z"/></symbol>
<symbol id="unknown" viewBox="0 0 16 16"><path fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" d="M8 .9 15.1 8 8 15.1 .9 8Z"/><path fill="none" stroke="currentColor" stroke-width="1.5" d="M6.3 6.6C6.3 4.6 9.7 4.6 9.7 6.6 9.7 7.7 8 7.7 8 9.1"/><circle fill="currentColor" cx="8" cy="11" r=".95"/></symbol>
<symbol id="locked" viewBox="0 0 16 16"><path fill="none" stroke="currentColor" stroke-width="1.8" d="M4.7 7V4.8a3.3 3.3 0 0 1 6.6 0V7"/><rect fill="currentColor" x="2.5" y="7" width="11" height="8" rx="1.5"/></symbol>
<symbol id="unpublished" viewBox="0 0 16 16"><circle fill="none" stroke="currentColor" stroke-width="1.6" cx="8" cy="8" r="6.4"/><path stroke="currentColor" stroke-width="1.6" d="M4.5 8h7"/></symbol>
</svg>`;

/** Colors, type and the shapes of words: the same on every page. */
export const BASE_STYLE = `
:root { color-scheme: light dark; --page: #f5f6f8; --card: #fff; --text: #1b1f24; --soft: #59636e; --line: #d9dee4; --mark: #eef1f4; --focus: #0a5fd0;
--open: #b3261e; --open-back: #fdeceb; --stated: #835000; --stated-back: #fff3dc; --unknown: #5a3cc0; --unknown-back: #f1edff; --locked: #0b6a39; --locked-back: #e5f5eb; --unpublished: #56606c; --unpublished-back: #eceff2; }
@media (prefers-color-scheme: dark) { :root { --page: #0f1317; --card: #181d23; --text: #e7eaee; --soft: #a2adb9; --line: #333b45; --mark: #232a32; --focus: #7db4ff;
--open: #ffa198; --open-back: #43191a; --stated: #ffc76b; --stated-back: #3a290d; --unknown: #c8b7ff; --unknown-back: #2a2149; --locked: #86e0aa; --locked-back: #12341f; --unpublished: #aab4bf; --unpublished-back: #272e37; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 96rem; padding: 1.5rem; background: var(--page); color: var(--text); font: 0.9375rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h1 span { font-family: ui-monospace, monospace; font-size: 0.9em; }
h2 { margin: 0 0 0.5rem; font-size: 1.0625rem; }
code { font: 0.875em/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
small { color: var(--soft); overflow-wrap: anywhere; }
.icon { width: 1em; height: 1em; flex: none; vertical-align: -0.12em; }
.open { --ink: var(--open); --back: var(--open-back); } .stated { --ink: var(--stated); --back: var(--stated-back); } .unknown { --ink: var(--unknown); --back: var(--unknown-back); } .locked { --ink: var(--locked); --back: var(--locked-back); } .unpublished { --ink: var(--unpublished); --back: var(--unpublished-back); }
form[hidden] { display: none; }
.search { display: flex; flex: 1 1 18rem; align-items: center; gap: 0.5rem; }
input[type=search] { flex: 1; min-width: 0; padding: 0.45rem 0.6rem; border: 1px solid var(--soft); border-radius: 0.375rem; background: var(--card); color: inherit; font: inherit; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
output { color: var(--soft); font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.badge { display: inline-flex; align-items: center; gap: 0.35rem; padding: 0.1rem 0.5rem; border-radius: 0.375rem; background: var(--back); color: var(--ink); font-weight: 600; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 0.9rem; margin: 0.35rem 0 0.25rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
`;

export const STYLE = `${BASE_STYLE}
header p { margin: 0.25rem 0 1.25rem; color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.75rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
.tiles li { padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--back, var(--card)); color: var(--ink, var(--text)); }
.tiles .none { color: var(--soft); }
.tiles b { display: block; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
form { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.25rem; margin: 0 0 0.75rem; }
fieldset { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0; padding: 0; border: 0; }
legend { float: left; margin-right: 1rem; padding: 0; color: var(--soft); }
table { width: 100%; border-collapse: separate; border-spacing: 0; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--card); }
th, td { padding: 0.55rem 0.75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { position: sticky; top: 0; background: var(--mark); font-weight: 600; white-space: nowrap; }
th:first-child { border-top-left-radius: 0.5rem; } th:last-child { border-top-right-radius: 0.5rem; }
tbody tr:last-child td { border-bottom: 0; }
td:first-child { border-left: 0.3rem solid var(--ink); }
tbody tr:last-child td:first-child { border-bottom-left-radius: 0.5rem; }
td:nth-child(2) { min-width: 11rem; } td:nth-child(3) { min-width: 6rem; } td:nth-child(5) { min-width: 14rem; } td:nth-child(6) { min-width: 7.5rem; } td:nth-child(7) { min-width: 10.5rem; }
td small { display: block; }
tr[hidden] { display: none; }
details { margin-top: 0.2rem; }
summary { width: max-content; color: var(--soft); cursor: pointer; }
.empty, .problems, .legend { margin-top: 1.25rem; padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--card); }
.problems { border-color: var(--unknown); } .problems ul { margin: 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
.legend dl { gap: 0.5rem 1rem; margin: 0; }
@media screen and (max-width: 68rem) {
body { padding: 1rem; }
table, tbody, tr, td { display: block; } thead { display: none; }
table { border: 0; background: none; }
tr { margin-bottom: 0.75rem; padding: 0.35rem 0; border: 1px solid var(--line); border-left: 0.3rem solid var(--ink); border-radius: 0.5rem; background: var(--card); }
tbody tr td[data-name] { display: grid; grid-template-columns: 7rem minmax(0, 1fr); min-width: 0; padding: 0.2rem 0.75rem; border: 0; }
td::before { content: attr(data-name); color: var(--soft); }
.legend dl, details dl { grid-template-columns: 1fr; gap: 0; } .legend dd, details dd { margin-bottom: 0.5rem; }
}
@media print {
@page { size: landscape; margin: 12mm; }
:root { color-scheme: light; }
body { max-width: none; padding: 0; background: none; font-size: 9pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
form:not([hidden]), summary { display: none; } th { position: static; } tr, .tiles li { break-inside: avoid; }
details::details-content { content-visibility: visible; block-size: auto; }
}
`;

export const SCRIPT = `
const form = document.getElementById('filter');
const words = document.getElementById('words');
const count = document.getElementById('count');
const boxes = [...form.querySelectorAll('[type=checkbox]')];
const rows = [...document.querySelectorAll('tbody tr')].map((row) => ({ row, text: row.textContent.toLowerCase() }));
function filter() {
  const wanted = words.value.toLowerCase().split(/\\s+/);
  const kinds = boxes.filter((box) => box.checked).map((box) => box.value);
  let shown = 0;
  for (const { row, text } of rows) {
    row.hidden = !kinds.includes(row.className) || !wanted.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  count.textContent = shown + ' of ' + rows.length + ' rows';
}
form.hidden = rows.length === 0;
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
filter();
`;
