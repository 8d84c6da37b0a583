/** An event, as far as every stream's events are alike. */
export interface StreamEvent {
  type: string;
}

/** Whether an event carries a finished picture. */
export function isCompleted(event: StreamEvent): boolean {
  return event.type?.endsWith('.completed') ?? false;
}
