/** Where a shell begins, and what `~` means. */
export const HOME = "/home/user";
