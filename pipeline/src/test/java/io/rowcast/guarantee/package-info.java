/**
 * The promises of the README, held against disturbances. Clients change MySQL without pause; a disturbance kills, pauses or
 * moves a part of the pipeline; afterwards each observer says whether its promise held all the time.
 *
 * <p>An {@code …IT} is named after its disturbance and only applies it; the observers are named after their promises.
 * What Redis must hold is computed here from MySQL, by SQL, and not by the mapping code.
 *
 * <p>{@code mvn verify -Drowcast.redis=cluster -Dit.test=…}, or {@code sentinel}, has those that do nothing to Redis work on
 * that kind: BuiltAnewIT, MovingEmailIT, MySqlKilledIT, PausedWriterIT, ReaderKilledIT, RebalanceIT, RunKilledIT,
 * StandbyReaderIT, WriterKilledIT.
 */
@NullMarked
package io.rowcast.guarantee;

import org.jspecify.annotations.NullMarked;
