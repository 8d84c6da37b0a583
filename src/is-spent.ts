/** Whether an account is out of money, or has no turns at all, and not just out of turns for now. */
export function isSpent(code: string | null | undefined, message = ''): boolean {
  return code === 'insufficient_quota' || code === 'billing_hard_limit_reached' || /limit: 0\//i.test(message);
}
