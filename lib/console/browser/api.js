/** The endpoints beside the page. What they refuse is an error with a sentence for people. */
function createApi() {
  async function ask(name, options) {
    const response = await fetch(name, { cache: 'no-store', credentials: 'omit', ...options }).catch(() => {
      throw new Error('The gateway does not answer. Is it still running?');
    });
    const document = await response
      .json()
      .catch(() => ({ error: `The gateway answered ${response.status}.` }));
    if (!response.ok) throw new Error(document.error);
    return document;
  }

  return {
    read: (name) => ask(name, {}),
    post: (name, document) =>
      ask(name, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(document),
      }),
  };
}

module.exports = { createApi };
