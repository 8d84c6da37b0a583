import { imageModels } from '../../generated/models.js';
import type { OperationId } from '../../generated/operations.js';
import type { PictureRule } from './check-pictures.js';
import type { Rule } from './check-rules.js';
import { ownValue } from './problem.js';

/** What a model takes of an operation, by parameter, or why it does not do it. */
export type OperationRules = Record<string, Rule & PictureRule> | { unsupported: string };

/** A model of the table. */
export interface KnownModel {
  readonly rules: string;
  readonly ends?: string;
  readonly successor?: string;
}

const models: Readonly<Record<string, KnownModel>> = imageModels.models;
const ruleSets = imageModels.rules as unknown as Readonly<Record<string, Record<string, OperationRules>>>;

/** The model of the table that a call names, if it does. */
export function findModel(name: unknown): KnownModel | undefined {
  return typeof name === 'string' ? ownValue(models, name) : undefined;
}

/** What is known of an operation by a model. */
export function rulesOf(operationId: OperationId, model: KnownModel | undefined): OperationRules | undefined {
  return model && ruleSets[model.rules]?.[operationId];
}

/** Whether an operation by a model goes undone, whatever its parameters. */
export function isRefusal(rules: OperationRules): rules is { unsupported: string } {
  return typeof rules.unsupported === 'string';
}
