package dev.godwit.verify.live;

import dev.godwit.model.Key;
import dev.godwit.model.TableName;

/**
 * A row that differed and about which nothing is proven: it was written to whenever somebody looked.
 *
 * @param table of the source
 * @param looks how often both sides were looked at
 * @param reason in words
 */
public record Hot(TableName table, Key key, int looks, String reason) {}
