const response = await fetch('https://api.openai.com/v1/images/generations', {
  method: 'POST',
  headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'gpt-image-2', prompt: 'An otter' }),
});
export const { data } = (await response.json()) as { data: { b64_json: string }[] };
