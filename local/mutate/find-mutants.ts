import { parseSync } from '@swc/core';

/** One change of a source that a test should notice. */
export interface Mutant {
  file: string;
  /** From 1. */
  line: number;
  /** The text of the line. */
  code: string;
  /** Where the changed text begins and ends, in bytes. */
  start: number;
  end: number;
  from: string;
  to: string;
}

type Node = { type?: string; span?: { start: number; end: number } } & Record<string, unknown>;
type Change = Pick<Mutant, 'start' | 'end' | 'to'>;

const OPERATORS: Record<string, string> = {
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
};

/** Types and the names of modules and properties are no behaviour. */
const IGNORED = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration']);
const TYPED = new Set(['TsAsExpression', 'TsNonNullExpression', 'TsSatisfiesExpression', 'TsConstAssertion']);

/** All mutants of a source, in the order of its text. */
export function findMutants(file: string, source: string): Mutant[] {
  const text = Buffer.from(source);
  // SWC counts on from what it has parsed before; an empty statement in front tells where this source begins.
  const { body } = parseSync(`;${source}`, { syntax: 'typescript', target: 'es2024' });
  const base = (body[0]?.span.start ?? 0) + 1;
  const changes: Change[] = [];
  visit(body as unknown as Node, (node) => changes.push(...changesOf(node, text, base)));
  const lines = source.split('\n');
  return changes
    .map((change) => {
      const line = text.subarray(0, change.start).toString().split('\n').length;
      const from = text.subarray(change.start, change.end).toString();
      return { file, line, code: lines[line - 1] ?? '', from, ...change };
    })
    .toSorted((a, b) => a.start - b.start);
}

/** The source with a mutant in it. */
export function applyMutant(source: string, { start, end, to }: Mutant): string {
  const text = Buffer.from(source);
  return Buffer.concat([text.subarray(0, start), Buffer.from(to), text.subarray(end)]).toString();
}

function visit(value: unknown, each: (node: Node) => void): void {
  if (Array.isArray(value)) for (const inner of value) visit(inner, each);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const node = value as Node;
  if (node.type && IGNORED.has(node.type)) return;
  if (node.type?.startsWith('Ts')) {
    if (TYPED.has(node.type)) visit(node.expression, each);
    return;
  }
  each(node);
  const names = node.type === 'KeyValueProperty' ? ['value'] : Object.keys(node);
  for (const name of names) if (name !== 'span') visit(node[name], each);
}

/** Words with spaces between are for people to read; whether they are right is not for a mutant to judge. */
const isText = (value: unknown) => /\S\s+\S/.test(String(value));

function changesOf(node: Node, text: Buffer, base: number): Change[] {
  const at = ({ span }: Node) => ({ start: (span?.start ?? 0) - base, end: (span?.end ?? 0) - base });
  const code = (start: number, end: number) => text.subarray(start, end).toString();
  const inner = (name: string) => at(node[name] as Node);
  switch (node.type) {
    case 'BinaryExpression': {
      const to = OPERATORS[String(node.operator)];
      const [from, until] = [inner('left').end, inner('right').start];
      const operator = String(node.operator);
      const start = text.indexOf(operator, from);
      return to && start < until ? [{ start, end: start + operator.length, to }] : [];
    }
    case 'BooleanLiteral':
      return [{ ...at(node), to: String(!node.value) }];
    case 'StringLiteral':
      return node.value === '' || isText(node.value) ? [] : [{ ...at(node), to: "''" }];
    case 'UnaryExpression': {
      const { start, end } = inner('argument');
      return node.operator === '!' ? [{ ...at(node), to: code(start, end) }] : [];
    }
    case 'IfStatement':
    case 'ConditionalExpression': {
      const { start, end } = inner('test');
      return [{ start, end, to: `!(${code(start, end)})` }];
    }
    case 'ExpressionStatement':
      // The empty statement in front of the source is none, and a directive has no effect here.
      return at(node).start < 0 ? [] : [{ ...at(node), to: ';' }];
    default:
      return [];
  }
}
