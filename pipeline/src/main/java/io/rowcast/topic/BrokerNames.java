package io.rowcast.topic;

import org.apache.kafka.common.config.ConfigException;

/** Whether the names of the brokers have addresses; that of a container that is down has none, say. */
public final class BrokerNames {
    /** How Kafka's clients put it, {@code ClientUtils.parseAndValidateAddresses}: they cannot be made then. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private BrokerNames() {}

    /** Whether a client of Kafka's failed because none of the names has an address, which will pass. */
    public static boolean areUnresolved(Throwable failure) {
        return failure instanceof ConfigException
                        && String.valueOf(failure.getMessage()).contains(UNRESOLVED)
                || failure.getCause() != null && areUnresolved(failure.getCause());
    }
}
