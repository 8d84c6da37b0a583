/** A call of an injected fetch. */
export interface FetchCall {
  url: string;
  init: RequestInit;
}

/** A plain function in the place of `fetch`, which keeps its calls and answers with what is given. */
export function fakeFetch(...answers: (Response | Error | ((call: FetchCall) => Response | Promise<Response>))[]) {
  const calls: FetchCall[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const call = { url: String(input), init };
    calls.push(call);
    const answer = answers[Math.min(calls.length, answers.length) - 1];
    if (typeof answer === 'function') return answer(call);
    if (answer instanceof Error) throw answer;
    return answer ? answer.clone() : Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] });
  };
  return { fetch: fetch as typeof globalThis.fetch, calls };
}

/** An answer that never comes; the signal ends the waiting, as it does in a real fetch. */
export function stall({ init: { signal } }: FetchCall): Promise<Response> {
  return new Promise((_, reject) => {
    const end = () => reject(signal?.reason);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}
