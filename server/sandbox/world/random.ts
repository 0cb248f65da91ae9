/** What carries the state of the generator. */
type Seeded = { random: number };

/** A number in [0, 1) from the world's own seeded generator (mulberry32, public domain); moves its state. */
export function random(world: Seeded): number {
  world.random = (world.random + 0x6d2b79f5) | 0;
  let t = Math.imul(world.random ^ (world.random >>> 15), 1 | world.random);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** `length` hexadecimal digits. */
export function randomHex(world: Seeded, length: number): string {
  let text = "";
  while (text.length < length)
    text += Math.floor(random(world) * 0x10000)
      .toString(16)
      .padStart(4, "0");
  return text.slice(0, length);
}

/** `length` decimal digits that do not begin with 0. */
export function randomDigits(world: Seeded, length: number): string {
  let text = String(1 + Math.floor(random(world) * 9));
  while (text.length < length) text += Math.floor(random(world) * 10);
  return text;
}

/** A version 4 UUID. */
export function randomUuid(world: Seeded): string {
  const hex = randomHex(world, 32);
  const variant = "89ab"[Math.floor(random(world) * 4)];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** FNV-1a of a text, as an unsigned 32-bit number: the same on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
