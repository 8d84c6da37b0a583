import type { Phase } from '../errors.js';

/** Told how far a request has come. */
type OnPhase = (phase: Phase) => void;

/** What Node's diagnostics channels say of a request; it is the same object in each message. */
interface Message {
  request: object;
}

/** As much of Node as this needs: core code imports nothing of it. */
interface NodeModules {
  'node:async_hooks'?: {
    AsyncLocalStorage: new () => { run<T>(store: OnPhase, call: () => T): T; getStore(): OnPhase };
  };
  'node:diagnostics_channel'?: { subscribe(name: string, listener: (message: Message) => void): void };
}

/**
 * Performs requests and tells how far each has come, where the runtime does: on Node, whose `fetch` reports on
 * https://nodejs.org/api/diagnostics_channel.html#undici when it begins to connect, sends, and has sent. What fails before
 * a request is sent has cost nothing.
 */
export type WatchSending = <T>(onPhase: OnPhase, perform: () => T) => T;

let watch: WatchSending | undefined;

export const watchSending: WatchSending = (onPhase, perform) => {
  watch ??= subscribe();
  return watch(onPhase, perform);
};

function subscribe(): WatchSending {
  const asyncHooks = getModule('node:async_hooks');
  const channels = getModule('node:diagnostics_channel');
  if (!asyncHooks || !channels) return (_onPhase, perform) => perform();
  const current = new asyncHooks.AsyncLocalStorage();
  const watched = new WeakMap<object, OnPhase>();
  channels.subscribe('undici:request:create', ({ request }) => {
    const onPhase = current.getStore();
    if (!onPhase) return;
    watched.set(request, onPhase);
    onPhase('connect');
  });
  channels.subscribe('undici:client:sendHeaders', ({ request }) => watched.get(request)?.('upload'));
  channels.subscribe('undici:request:bodySent', ({ request }) => watched.get(request)?.('headers'));
  return (onPhase, perform) => current.run(onPhase, perform);
}

function getModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  try {
    return globalThis.process?.getBuiltinModule?.(name) as NodeModules[Name];
  } catch {
    return undefined;
  }
}
