import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The newest `openai` whose `engines` take this Node: an alias of bench/package.json. */
export function openaiPackage(nodeVersion) {
  return Number.parseInt(nodeVersion, 10) >= 22 ? 'openai' : 'openai-node20';
}

/** The version of an installed package. */
export function versionOf(name) {
  return require(`./node_modules/${name}/package.json`).version;
}
