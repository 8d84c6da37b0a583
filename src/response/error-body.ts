/** What is read off an error's body, whoever wrote it. */
export interface ErrorFacts {
  message: string | undefined;
  type: string | undefined;
  param: string | undefined;
  code: string | undefined;
  isHTML: boolean;
  isModeration: boolean;
  /** What moderation refused, and for what. */
  stage: string | undefined;
  categories: string[];
}

type Members = Record<string, unknown>;

const MODERATION = /^(moderation_blocked|content_policy_violation|content_?filter|ResponsibleAIPolicyViolation)$/i;

/**
 * Reads the body of an error: the API's `{"error": {…}}`, Azure's with an `inner_error` in it, and what compatible
 * servers send: a string in its place, `detail`, `errors` or `message`, a list, HTML or nothing.
 */
export function readErrorBody(body: unknown): ErrorFacts {
  const error = errorObjectOf(body);
  const inner = membersOf(error.inner_error ?? error.innererror);
  const code = textOf(error.code);
  const details = membersOf(error.moderation_details ?? error.moderation);
  const isModeration = [code, textOf(inner.code)].some((each) => MODERATION.test(each ?? ''));
  const message = textOf(error.message);
  return {
    message,
    type: textOf(error.type),
    param: textOf(error.param),
    code,
    isHTML: typeof body === 'string' && /^\s*(<!doctype|<html|<\?xml|<head|<body)\b/i.test(body),
    isModeration,
    stage: textOf(details.stage ?? details.moderation_stage ?? error.moderation_stage ?? error.stage),
    categories: isModeration ? categoriesOf(error, inner, details, message ?? '') : [],
  };
}

function errorObjectOf(body: unknown): Members {
  if (Array.isArray(body)) return errorObjectOf(body[0]);
  const members = membersOf(body);
  const error = members.error ?? members.detail ?? members.errors;
  if (Array.isArray(error)) return { ...membersOf(error[0]), message: listMessages(error) };
  if (typeof error === 'string') return { ...members, message: error };
  return typeof error === 'object' && error !== null ? (error as Members) : members;
}

/** FastAPI lists what is wrong as `{loc, msg}`. */
function listMessages(errors: unknown[]): string | undefined {
  const texts = errors.map((each) => {
    const { loc, msg, message } = membersOf(each);
    const text = textOf(each) ?? textOf(msg) ?? textOf(message);
    return text && Array.isArray(loc) ? `${loc.join('.')}: ${text}` : text;
  });
  return textOf(texts.filter(Boolean).slice(0, 10).join('; '));
}

function categoriesOf(error: Members, inner: Members, details: Members, message: string): string[] {
  const listed = details.categories ?? error.categories ?? inner.categories;
  if (Array.isArray(listed)) return listed.flatMap((each) => textOf(each) ?? []);
  const filtered = membersOf(inner.content_filter_results ?? inner.content_filter_result);
  const byFilter = Object.entries(filtered).filter(([, result]) => membersOf(result).filtered === true);
  if (byFilter.length > 0) return byFilter.map(([category]) => category);
  const named = /safety_violations=\[([^\]]*)\]/.exec(message)?.[1] ?? '';
  return named.split(',').flatMap((each) => textOf(each.trim()) ?? []);
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
