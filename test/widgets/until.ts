/** Resolves once the condition holds, looked at in every frame; the test's own time-out ends the wait. */
export async function until(condition: () => unknown): Promise<void> {
  while (!condition()) await frame();
}

/** The next frame. */
export function frame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
