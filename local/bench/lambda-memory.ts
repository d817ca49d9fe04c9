import { readdirSync, readFileSync } from 'node:fs';

/**
 * The largest memory that a Lambda process of a stack has had, in MiB, by Linux's own high-water marks.
 * @param folder of the stack; its Lambda processes run from there
 * @returns undefined where there is no /proc
 */
export function peakLambdaMiB(folder: string): number | undefined {
  const peaks = processIds().flatMap((pid) => {
    const command = read(pid, 'cmdline');
    const peak = read(pid, 'status').match(/VmHWM:\s+(\d+)/)?.[1];
    return command.includes(folder) && command.includes('lambda-runtime.mjs') && peak ? [Number(peak)] : [];
  });
  return peaks.length > 0 ? Math.max(...peaks) / 1024 : undefined;
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
