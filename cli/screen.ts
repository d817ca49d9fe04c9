import { styleText } from 'node:util';
import { type Style, styled } from './output.ts';

/** Where a picture is drawn. */
export interface Screen {
  /** In characters; without bound where no person looks at it. */
  width: number;
  /** Whether colours are shown, and with them characters beyond ASCII. */
  rich: boolean;
}

/** Narrower than this nothing can be drawn. */
const NARROWEST = 24;

/** The terminal, or the file or program that standard output goes to. */
export function screenOf({ isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): Screen {
  return {
    width: isTTY && columns ? Math.max(NARROWEST, columns) : Number.POSITIVE_INFINITY,
    rich: styled('bold', 'x') !== 'x',
  };
}

/** Colours a text where the screen shows colours. */
export const paint = ({ rich }: Screen, style: Style, text: string): string =>
  rich ? styleText(style, text, { validateStream: false }) : text;
