import { SYMBOLS } from '../report';

const CHECKS = `<svg width="0" height="0" aria-hidden="true" focusable="false">
<symbol id="check" viewBox="0 0 16 16"><path fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" d="M2.5 8.5 6.3 12.3 13.5 4"/></symbol>
<symbol id="cross" viewBox="0 0 16 16"><path fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5"/></symbol>
</svg>`;

const TOKEN = `<section class="card" aria-labelledby="token-title">
<h2 id="token-title">Token</h2>
<label for="token">Paste a token, with or without <code>Bearer</code></label>
<textarea id="token" rows="5" spellcheck="false" autocomplete="off" autocapitalize="off" aria-describedby="token-hint token-status"></textarea>
<p class="hint" id="token-hint">It stays on this machine, and is kept nowhere.</p>
<p class="buttons"><button type="button" class="second small" id="forget">Forget it</button></p>
<p id="token-status" role="status">Paste a token, or mint one.</p>
<details id="minting" hidden>
<summary>Mint a token</summary>
<form id="mint">
<div class="pair">
<p class="field"><label for="mint-sub">Subject <code>sub</code></label><input id="mint-sub" value="alice" autocomplete="off" spellcheck="false"></p>
<p class="field"><label for="mint-ttl">Good for</label><select id="mint-ttl"><option value="60">1 minute</option><option value="600" selected>10 minutes</option><option value="3600">1 hour</option></select></p>
<p class="field"><label for="mint-iss">Issuer <code>iss</code></label><input id="mint-iss" autocomplete="off" spellcheck="false"></p>
<p class="field"><label for="mint-aud">Audience <code>aud</code></label><input id="mint-aud" autocomplete="off" spellcheck="false"></p>
</div>
<p class="field"><label for="mint-claims">More claims, as a JSON object</label><textarea id="mint-claims" rows="2" spellcheck="false" placeholder="{&quot;role&quot;: &quot;admin&quot;}"></textarea></p>
<button>Mint</button>
<p id="mint-problem" role="alert"></p>
</form>
</details>
<div id="token-details"></div>
</section>`;

const ROUTES = `<section class="card" aria-labelledby="routes-title">
<div class="bar"><h2 id="routes-title">Routes</h2>
<form id="filter" role="search"><span class="search"><label for="words">Filter</label><input type="search" id="words" autocomplete="off" placeholder="method, path, stage, key …"></span></form>
<output id="count" for="words"></output></div>
<p class="hint" id="no-routes" hidden>The template has no routes.</p>
<div class="scroll" role="region" aria-labelledby="routes-title" tabindex="0">
<table id="route-table">
<caption>Routes, who may call them, and what they do with the token</caption>
<thead><tr><th scope="col">Route</th><th scope="col">Stage</th><th scope="col">Who may call</th><th scope="col" class="verdict">Your token</th><th scope="col"><span class="unseen">Try it</span></th></tr></thead>
<tbody id="route-rows"></tbody>
</table>
<p class="more"><button type="button" class="second small" id="more-rows" hidden></button></p>
</div>
</section>`;

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

const REQUEST = `<section class="card" aria-labelledby="request-title">
<h2 id="request-title">Request</h2>
<form id="request">
<p class="field"><label for="route">Route and stage</label><select id="route"></select></p>
<p class="field" id="method-field" hidden><label for="method">Method</label><select id="method">${METHODS.map((name) => `<option>${name}</option>`).join('')}</select></p>
<div id="path-values" class="pair" role="group" aria-label="Values in the path"></div>
<p class="field"><label class="check"><input type="checkbox" id="with-token" checked> <span>Send the token <span id="token-place"></span></span></label></p>
<p class="field"><label for="query">Query</label><input id="query" autocomplete="off" spellcheck="false" placeholder="page=1&amp;size=20"></p>
<p class="field"><label for="headers">More headers, one on each line</label><textarea id="headers" rows="2" spellcheck="false" placeholder="Accept: application/json"></textarea></p>
<p class="field"><label for="body">Body</label><textarea id="body" rows="2" spellcheck="false"></textarea></p>
<p class="hint preview"><code id="preview"></code></p>
<p class="buttons"><button id="send">Send</button> <span class="hint">or Ctrl+Enter</span></p>
<p id="request-problem" role="alert"></p>
<details><summary>The same with curl</summary>
<pre id="curl" tabindex="0" aria-label="Command line"></pre>
<p class="buttons"><button type="button" class="second small" id="copy">Copy</button> <span class="hint" id="copied" aria-live="polite"></span></p>
<p class="hint">Put the token into the variable first: <code>TOKEN=$(jwt-gateway token issue NAME)</code></p>
</details>
</form>
</section>`;

const ANSWER = `<section class="card" aria-labelledby="answer-title">
<h2 id="answer-title">Answer</h2>
<div id="answer-status" role="status"><p class="hint">Send a request: its answer, and why it is so, stand here.</p></div>
<div id="answer-body"></div>
</section>`;

/** The body of the page: empty places that the script fills, each with its label. */
export const PAGE_MARKUP = `<div class="unseen" aria-hidden="true">${SYMBOLS}
${CHECKS}</div>
<a class="skip" href="#main">Skip to the token</a>
<header>
<h1>Local gateway <span id="template"></span></h1>
<p><span id="summary"></span> · gateway time <time id="time"></time></p>
</header>
<noscript><p>This page works with JavaScript only. <code>jwt-gateway routes</code> shows the same table.</p></noscript>
<p id="problem" role="alert"></p>
<ul id="problems" class="problems" aria-label="What could not be read" hidden></ul>
<main id="main" tabindex="-1">
${TOKEN}
${ROUTES}
${REQUEST}
${ANSWER}
</main>`;
