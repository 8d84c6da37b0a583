import type { ImageLike } from './picture.js';

/** The `type`s that an operation's events have in the specification. */
export interface EventTypes {
  readonly partial?: string;
  readonly completed?: string;
}

/** An event, as far as every stream's events are alike. */
export interface StreamEvent {
  type: string;
}

/** Whether a response is a stream of events, as it was asked to be. */
export function isEventStream({ headers }: Response): boolean {
  return /^text\/event-stream\b/i.test(headers.get('content-type') ?? '');
}

/** Whether an event carries a finished picture. Servers have names of their own for what they add. */
export function isCompleted(event: StreamEvent & ImageLike): boolean {
  return /\.completed$/.test(event.type) && Boolean(event.b64_json || event.url);
}

/** Whether an event carries a preview. */
export function isPartial(event: StreamEvent): boolean {
  return /\.partial_image$/.test(event.type);
}
