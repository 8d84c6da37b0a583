import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDeadline } from '../../src/transport/deadline.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('startDeadline', () => {
  it('ends the attempt when the time is up, not before', () => {
    const deadline = startDeadline({ timeout: 1_000 });
    vi.advanceTimersByTime(999);
    expect([deadline.signal.aborted, deadline.endedBy()]).toEqual([false, undefined]);
    vi.advanceTimersByTime(1);
    expect([deadline.signal.aborted, deadline.endedBy()]).toEqual([true, 'timeout']);
  });

  it("ends the attempt with the caller's signal", () => {
    const controller = new AbortController();
    const deadline = startDeadline({ timeout: 1_000, signal: controller.signal });
    expect(deadline.signal.aborted).toBe(false);
    controller.abort();
    expect([deadline.signal.aborted, deadline.endedBy()]).toEqual([true, 'abort']);
  });

  it('has ended where the signal was aborted before', () => {
    const deadline = startDeadline({ timeout: 1_000, signal: AbortSignal.abort() });
    expect([deadline.signal.aborted, deadline.endedBy()]).toEqual([true, 'abort']);
  });

  it('remembers who was first', () => {
    const controller = new AbortController();
    const deadline = startDeadline({ timeout: 1_000, signal: controller.signal });
    vi.advanceTimersByTime(1_000);
    controller.abort();
    expect(deadline.endedBy()).toBe('timeout');
  });

  it('lets the signal end it after the clock was stopped', () => {
    const controller = new AbortController();
    const deadline = startDeadline({ timeout: 1_000, signal: controller.signal });
    deadline.stopClock();
    vi.advanceTimersByTime(5_000);
    expect(deadline.signal.aborted).toBe(false);
    controller.abort();
    expect(deadline.endedBy()).toBe('abort');
  });

  it('counts all the time that its clock ran, however often that was told to go on', () => {
    const deadline = startDeadline({ timeout: 1_000 });
    vi.advanceTimersByTime(600);
    deadline.resumeClock();
    vi.advanceTimersByTime(300);
    deadline.stopClock();
    vi.advanceTimersByTime(5_000);
    deadline.resumeClock();
    vi.advanceTimersByTime(99);
    expect(deadline.endedBy()).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(deadline.endedBy()).toBe('timeout');
  });

  it('lets go of clock and signal', () => {
    const controller = new AbortController();
    const deadline = startDeadline({ timeout: 1_000, signal: controller.signal });
    expect(vi.getTimerCount()).toBe(1);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    deadline.release();
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    controller.abort();
    vi.advanceTimersByTime(1_000);
    expect(deadline.signal.aborted).toBe(false);
  });

  it.each([2 ** 31, Number.POSITIVE_INFINITY])('does not end at once with a time of %d ms', (timeout) => {
    vi.useRealTimers();
    const setTimeout = vi.spyOn(globalThis, 'setTimeout');
    startDeadline({ timeout, signal: null }).release();
    expect(setTimeout.mock.calls[0]?.[1]).toBe(2 ** 31 - 1);
    setTimeout.mockRestore();
  });
});
