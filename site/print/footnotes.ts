/** HTML whose links carry the number of a footnote, and the addresses of the footnotes: each once, in the order of the text. */
export function withFootnotes(html: string): { text: string; addresses: string[] } {
  const addresses: string[] = [];
  // A heading's link to itself, and one inside the page, lead nowhere on paper.
  const text = html.replace(/<a\b[^>]*?\bhref="([^"#][^"]*)"[^>]*>[\s\S]*?<\/a>/g, (link, address: string) => {
    if (!addresses.includes(address)) addresses.push(address);
    return `${link}<sup class="note">${addresses.indexOf(address) + 1}</sup>`;
  });
  return { text, addresses };
}
