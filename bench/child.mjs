// Does one task with one client, `times` over and `abreast` at a time, and prints what that took of this process.
import { writeSync } from 'node:fs';

const [client, task, times, abreast, ...args] = process.argv.slice(2);
const { [task]: perform } = await import(`./clients/${client}.mjs`);

let left = Number(times);
let result;
async function work() {
  while (left-- > 0) result = await perform(...args);
}
await Promise.all(Array.from({ length: Number(abreast) }, work));

const wall = performance.now();
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
writeSync(1, JSON.stringify({ result, peak: maxRSS * 1024, cpu: (userCPUTime + systemCPUTime) / 1000, wall }));
process.exit();
