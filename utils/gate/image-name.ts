/** An image as registries take it, tag or digest included. */
const IMAGE =
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/i;
const MAX_LENGTH = 400;

export function isImageName(text: string): boolean {
  return text.length <= MAX_LENGTH && IMAGE.test(text);
}
