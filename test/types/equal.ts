/** True where both types are the same, neither wider nor narrower, and `any` equals only itself. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only where its type argument is true. */
export function assertType<_Holds extends true>(): void {}
