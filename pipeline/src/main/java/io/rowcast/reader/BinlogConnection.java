package io.rowcast.reader;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Asks Debezium's own metrics whether its connection to the binlog stands. When MySQL ends it in good order, Debezium
 * says so only there.
 */
final class BinlogConnection {
    /** A tag of Debezium's metrics; with it, two engines in one process do not wait for each other's names. */
    static final String TAG = "session";

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName pattern;

    BinlogConnection(String session) {
        try {
            pattern = new ObjectName(
                    "debezium.mysql:type=connector-metrics,context=streaming," + TAG + "=" + session + ",*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("a session id of letters and digits is expected", e);
        }
    }

    /** Whether Debezium knows that it is not connected; false as long as it does not know. */
    boolean lost() {
        Set<ObjectName> names = beans.queryNames(pattern, null);
        return !names.isEmpty() && names.stream().noneMatch(this::connected);
    }

    private boolean connected(ObjectName name) {
        try {
            return Boolean.TRUE.equals(beans.getAttribute(name, "Connected"));
        } catch (InstanceNotFoundException e) {
            // the engine just ended; its supervisor sees that by itself
            return true;
        } catch (JMException e) {
            throw new IllegalStateException("Debezium's streaming metrics no longer say whether it is connected", e);
        }
    }
}
