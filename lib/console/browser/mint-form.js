/** Mints tokens where the gateway has a private key at hand. */
function createMintForm({ api, dom, tokens }) {
  const { byId, fill } = dom;
  const form = byId('mint');
  const problem = byId('mint-problem');
  const textOf = (id) => byId(id).value.trim();

  function claims() {
    const more = textOf('mint-claims');
    const own = Object.entries({ sub: textOf('mint-sub'), iss: textOf('mint-iss'), aud: textOf('mint-aud') });
    const given = own.filter(([, value]) => value !== '');
    return { ...Object.fromEntries(given), ...(more === '' ? {} : JSON.parse(more)) };
  }

  function readClaims() {
    try {
      return claims();
    } catch {
      throw new Error('More claims must be a JSON object, such as {"role": "admin"}.');
    }
  }

  async function mint() {
    const { token } = await api.post('mint', {
      claims: readClaims(),
      ttlSeconds: Number(byId('mint-ttl').value),
    });
    byId('minting').open = false;
    byId('token').focus();
    await tokens.set(token);
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    fill(problem, '');
    await mint().catch((error) => fill(problem, error.message));
  });

  /** What the first protected route demands, as a start. */
  function suggest(rows) {
    const lock = rows.flatMap((row) => row.locks ?? []).find(({ kind }) => kind === 'jwt');
    for (const [id, rule] of [
      ['mint-iss', lock?.issuer],
      ['mint-aud', lock?.audience],
    ]) {
      if (byId(id).value === '' && rule?.kind === 'values') byId(id).value = rule.values[0] ?? '';
    }
  }

  return {
    suggest,
    show: (mints) => {
      byId('minting').hidden = !mints;
    },
  };
}

module.exports = { createMintForm };
