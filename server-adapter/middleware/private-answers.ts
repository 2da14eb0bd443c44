import { createMiddleware } from 'hono/factory';

/** Keeps one visitor's answers out of every shared cache. */
export const privateAnswers = createMiddleware(async (c, next) => {
  await next();
  c.header('Cache-Control', 'private, no-store');
  c.header('Vary', 'Cookie, Authorization', { append: true });
});
