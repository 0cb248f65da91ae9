/** A double as Java prints it, which AWS's messages and alarm data quote: at least one decimal, an exponent below 0.001 and from 10,000,000 on. */
export function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e7)) return withDecimal(String(value));
  const [mantissa, exponent] = value.toExponential().split("e") as [string, string];
  return `${withDecimal(mantissa)}E${Number(exponent)}`;
}

const withDecimal = (digits: string): string => (digits.includes(".") ? digits : `${digits}.0`);
