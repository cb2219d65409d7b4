package io.rowcast.reader;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Asks Debezium's own metrics whether its connection to the binlog stands. For one thread. When MySQL ends it in good order, Debezium
 * says so only there.
 */
final class BinlogConnection {
    /** A tag of Debezium's metrics; with it, two engines in one process do not wait for each other's names. */
    static final String TAG = "session";

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName pattern;
    private boolean stood;

    BinlogConnection(String session) {
        try {
            pattern = new ObjectName(
                    "debezium.mysql:type=connector-metrics,context=streaming," + TAG + "=" + session + ",*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("a session id of letters and digits is expected", e);
        }
    }

    /** Whether a connection that stood is gone: as it is told, Debezium does not connect again by itself. */
    boolean lost() {
        Set<ObjectName> names = beans.queryNames(pattern, null);
        boolean stands = names.stream().anyMatch(name -> Boolean.TRUE.equals(attribute(name, "Connected")));
        boolean ended = names.stream()
                .anyMatch(name -> attribute(name, "NumberOfDisconnects") instanceof Long count && count > 0);
        boolean gone = ended || (stood && !stands);
        stood |= stands;
        return gone;
    }

    private @Nullable Object attribute(ObjectName name, String attribute) {
        try {
            return beans.getAttribute(name, attribute);
        } catch (InstanceNotFoundException e) {
            // the engine just ended; its supervisor sees that by itself
            return null;
        } catch (JMException e) {
            throw new IllegalStateException("Debezium's streaming metrics no longer have " + attribute, e);
        }
    }
}
