package dev.godwit.verify.live;

import dev.godwit.engine.Watch;
import dev.godwit.host.Host;

/**
 * What a comparison of rows works with.
 *
 * @param watch what the guards of both sides say
 * @param store how far it is
 * @param progress who is told
 */
public record LiveContext(
        Host host, Snapshots snapshots, LiveSettings settings, Watch watch, ValidationStore store, Progress progress) {}
