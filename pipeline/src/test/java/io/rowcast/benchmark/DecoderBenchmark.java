package io.rowcast.benchmark;

import io.rowcast.model.Change;
import io.rowcast.topic.EnvelopeDecoder;
import io.rowcast.topic.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records of the topic read into row changes, per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecoderBenchmark {
    private static final String WAS = image("Wien", "1500.75");
    private static final String IS = image("Lyon", "1700.25");

    private final EnvelopeDecoder decoder = new EnvelopeDecoder(SampleTable.SCHEMA);
    private final EnvelopeDecoder ofTwoColumns =
            new EnvelopeDecoder(SampleTable.SCHEMA, Set.of("id", "email")::contains);
    private final byte[] inserted = envelope("null", "c");
    private final byte[] updated = envelope(WAS, "u");

    private static String image(String city, String credit) {
        return "{\"id\":4711,\"first_name\":\"Ada\",\"email\":\"Ada.Berg@example.org\",\"city\":\"" + city
                + "\",\"credit_limit\":\"" + credit + "\",\"created_at\":\"2026-01-31T23:59:59Z\"}";
    }

    private static byte[] envelope(String before, String op) {
        return ("{\"op\":\"" + op + "\",\"before\":" + before + ",\"after\":" + IS
                        + ",\"source\":{\"ts_us\":1780000000000123,\"snapshot\":\"false\",\"ts_ms\":1780000000000,"
                        + "\"version\":\"3.6.1.Final\",\"connector\":\"mysql\",\"name\":\"shop\",\"db\":\"shop\","
                        + "\"table\":\"customers\",\"server_id\":1,\"gtid\":\"9e1a3c8e-0000-0000-0000-000000000001:42\","
                        + "\"file\":\"binlog.000003\",\"pos\":12345,\"row\":0},\"ts_ms\":1780000000001}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public Change insert() throws UndecodableException {
        return decoder.decode(inserted, null);
    }

    /** Of which the mapping reads two columns. */
    @Benchmark
    public Change insertOfTwoColumns() throws UndecodableException {
        return ofTwoColumns.decode(inserted, null);
    }

    @Benchmark
    public Change update() throws UndecodableException {
        return decoder.decode(updated, null);
    }
}
