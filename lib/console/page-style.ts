import { BASE_STYLE } from '../report';

/** The style of the page, on top of what every page of ours has. */
export const PAGE_STYLE = `${BASE_STYLE}
body { display: grid; gap: 1rem; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 0.75rem; border-radius: 0.375rem; background: var(--card); color: var(--focus); z-index: 2; }
.skip:focus { top: 0.5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 1.5rem; }
header p { margin: 0; color: var(--soft); }
main { display: grid; gap: 1rem; grid-template-columns: minmax(0, 27rem) minmax(0, 1fr); align-items: start; }
.card { min-width: 0; padding: 1rem 1.125rem 1.125rem; border: 1px solid var(--line); border-radius: 0.625rem; background: var(--card); }
.card > h2 { margin-bottom: 0.75rem; }
.card > h2:focus { outline: none; }
h3 { margin: 0.9rem 0 0.25rem; font-size: 0.8125rem; font-weight: 600; color: var(--soft); text-transform: uppercase; letter-spacing: 0.04em; }
label, .label { display: block; margin-bottom: 0.2rem; font-weight: 600; font-size: 0.875rem; }
.check { display: flex; gap: 0.5rem; align-items: baseline; font-weight: 400; }
.check input { accent-color: var(--focus); }
.field { margin: 0 0 0.75rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0 0.75rem; }
.hint { margin: 0.25rem 0; color: var(--soft); font-size: 0.8125rem; overflow-wrap: anywhere; }
input:not([type=checkbox]), select, textarea { width: 100%; min-width: 0; padding: 0.45rem 0.6rem; border: 1px solid var(--soft); border-radius: 0.375rem; background: var(--card); color: inherit; font: inherit; }
select { text-overflow: ellipsis; }
textarea, #query, #path-values input { font: 0.8125rem/1.5 ui-monospace, monospace; }
textarea { display: block; resize: vertical; }
::placeholder { color: var(--soft); opacity: 1; }
#token { min-height: 6.5rem; overflow-wrap: anywhere; word-break: break-all; }
button { padding: 0.45rem 1rem; border: 1px solid var(--focus); border-radius: 0.375rem; background: var(--focus); color: var(--card); font: inherit; font-weight: 600; cursor: pointer; }
button.second, button.small { background: none; color: var(--focus); }
button.small { padding: 0.1rem 0.6rem; font-size: 0.875rem; }
button:disabled { opacity: 0.6; cursor: progress; }
.buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; margin: 0.5rem 0 0; }
[role=status] { margin: 0.75rem 0 0; padding: 0.5rem 0.75rem; border-left: 0.25rem solid var(--ink, var(--line)); border-radius: 0.25rem; background: var(--back, var(--mark)); color: var(--ink, var(--soft)); overflow-wrap: anywhere; }
#answer-status { --back: none; padding: 0; border: 0; margin: 0; color: inherit; }
[role=alert] { margin: 0.5rem 0 0; color: var(--open); font-weight: 600; overflow-wrap: anywhere; }
[role=alert]:empty, [role=status]:empty { display: none; }
#problem { padding: 0.75rem 1rem; border: 1px solid var(--open); border-radius: 0.5rem; background: var(--open-back); }
details { margin-top: 0.75rem; }
summary { width: max-content; max-width: 100%; color: var(--focus); cursor: pointer; font-weight: 600; }
details > :last-child { margin-bottom: 0; }
details form { margin-top: 0.75rem; }
dl.members { font-size: 0.875rem; }
dl.members dt { overflow-wrap: anywhere; max-width: 14rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; margin-bottom: 0.75rem; }
.bar h2 { margin: 0; } .bar form { flex: 1 1 14rem; }
.search label { margin: 0; }
.scroll { max-height: min(40rem, 85vh); overflow: auto; border: 1px solid var(--line); border-radius: 0.5rem; }
table { width: 100%; border-collapse: separate; border-spacing: 0; }
th, td { padding: 0.5rem 0.7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { position: sticky; top: 0; background: var(--mark); font-weight: 600; white-space: nowrap; z-index: 1; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { border-left: 0.3rem solid var(--ink); }
tbody th .method { display: block; font-size: 0.75rem; color: var(--soft); font-weight: 600; }
tbody th { min-width: 9rem; } tbody td:nth-child(2) { white-space: nowrap; } tbody td:nth-child(3), tbody td:nth-child(4) { min-width: 9rem; }
td small { display: block; margin-top: 0.2rem; overflow-wrap: anywhere; }
tr[hidden], table:not(.judged) .verdict { display: none; }
.action { text-align: right; }
.more { margin: 0; padding: 0.5rem 0.7rem; } .more:has([hidden]) { display: none; }
pre { max-height: 24rem; margin: 0.25rem 0; padding: 0.6rem 0.75rem; overflow: auto; border: 1px solid var(--line); border-radius: 0.375rem; background: var(--mark); font: 0.8125rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.preview { padding: 0.45rem 0.6rem; border-radius: 0.375rem; background: var(--mark); }
.preview code { font-size: 0.875rem; font-weight: 600; }
.outcome { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin: 0; font-weight: 600; }
.outcome .badge { font-size: 1.0625rem; }
.steps { margin: 0; padding: 0; list-style: none; }
.steps li { padding: 0.2rem 0; overflow-wrap: anywhere; }
.steps .icon { color: var(--ink); margin-right: 0.35rem; }
.problems { margin: 0; padding: 0.75rem 1rem 0.75rem 2rem; border: 1px solid var(--unknown); border-radius: 0.5rem; background: var(--card); overflow-wrap: anywhere; }
[hidden] { display: none; }
@media (max-width: 64rem) {
body { padding: 1rem; }
main { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 44rem) {
table, tbody, tbody tr, tbody th, tbody td { display: block; } thead { display: none; }
tbody tr { padding: 0.35rem 0; border-left: 0.3rem solid var(--ink); } tbody tr + tr { border-top: 1px solid var(--line); }
tbody tr th { border-left: 0; } tbody tr th, tbody td:nth-child(n) { min-width: 0; white-space: normal; }
tbody tr > [data-name] { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); column-gap: 0.5rem; padding: 0.2rem 0.75rem; border: 0; }
tbody tr > [data-name]::before { content: attr(data-name); grid-row: 1 / span 9; color: var(--soft); }
tbody tr > [data-name] > * { grid-column: 2; justify-self: start; }
tbody tr > .action { padding: 0.35rem 0.75rem; border: 0; text-align: left; }
dl.members, #answer-body dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dl.members dd, #answer-body dd { margin-bottom: 0.4rem; }
}
`;
