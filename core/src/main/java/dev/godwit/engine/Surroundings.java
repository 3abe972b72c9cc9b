package dev.godwit.engine;

import dev.godwit.db.Session;
import dev.godwit.dialect.Dialect;

/**
 * Where a step is priced.
 *
 * @param session for reading
 */
public record Surroundings(Dialect dialect, Session session) {}
