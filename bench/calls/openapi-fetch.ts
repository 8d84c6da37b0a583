import createClient from 'openapi-fetch';

/** By hand, and this one operation alone: what openapi-typescript would generate is larger. */
interface Paths {
  '/images/generations': {
    post: {
      requestBody: { content: { 'application/json': { model: string; prompt: string } } };
      responses: { 200: { content: { 'application/json': { data: { b64_json: string }[] } } } };
    };
  };
}

const client = createClient<Paths>({ baseUrl: 'https://api.openai.com/v1', headers: { authorization: 'Bearer key' } });
export const { data } = await client.POST('/images/generations', {
  body: { model: 'gpt-image-2', prompt: 'An otter' },
});
