import type { ZeroShotData } from '../../protocol/zero-shot.ts';

/** `12 images · accuracy 91.7 %`. */
export function summaryOf({ total, images, accuracy, unreadable }: ZeroShotData): string {
  return [
    `${total} ${total === 1 ? 'image' : 'images'}`,
    ...(accuracy === undefined ? [] : [`accuracy ${(accuracy * 100).toFixed(1)} %`]),
    ...(images.length < total ? [`the first ${images.length} are shown`] : []),
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} could not be read`]),
  ].join(' · ');
}

export function percent(probability: number): string {
  return `${(probability * 100).toFixed(1)} %`;
}
