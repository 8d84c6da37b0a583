/** `Uint8Array<ArrayBuffer>`, put so that TypeScript before 5.7, where it takes no argument, reads it too. */
export type Bytes = ReturnType<Uint8ArrayConstructor['of']>;
