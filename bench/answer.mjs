// Preloaded where a bundled call is run: answers every request with a picture, in the place of the API.
globalThis.fetch = async () =>
  Response.json({ created: 1_700_000_000, data: [{ b64_json: `iVBORw0KGgo${'A'.repeat(85)}` }] });
