package io.rowcast.benchmark;

import io.rowcast.mapping.Mapping;
import io.rowcast.model.Command;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Row changes mapped to commands, per second: one call is one change of one row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MappingBenchmark {
    /** What the table becomes in Redis. */
    public enum Outputs {
        HASH("  - hash: customer:{id}\n"),
        HASH_WITH_CEL("""
              - hash: customer:{id}
                fields: [id, city, credit_limit, created_at, {name: "first_name + '!'"}, {mail: email.lowerAscii()}]
            """),
        FIVE_OUTPUTS("""
              - hash: customer:{id}
                fields: [first_name, email, city, {credit: credit_limit}]
              - string: customer:by-email:{email.lowerAscii()}
                value: "{id}"
              - set: customers:in:{city}
                member: "{id}"
              - zset: customers:by-credit
                member: "{id}"
                score: credit_limit
              - counter: city:{city}:credit
                sum: credit_limit
            """);

        private final String yaml;

        Outputs(String yaml) {
            this.yaml = yaml;
        }
    }

    @Param
    public Outputs outputs = Outputs.HASH;

    private Mapping mapping = SampleTable.mapping(Outputs.HASH.yaml);

    @Setup
    public void compile() {
        mapping = SampleTable.mapping(outputs.yaml);
    }

    private static final Row WAS = SampleTable.row(4711, "Wien", "1500.75");
    private static final Row IS = SampleTable.row(4711, "Lyon", "1700.25");

    @Benchmark
    public List<Command> insert() {
        return commands(null, IS);
    }

    /** Of two columns, of which one is in a key where there are keys of it. */
    @Benchmark
    public List<Command> update() {
        return commands(WAS, IS);
    }

    private List<Command> commands(@Nullable Row before, Row after) {
        List<Command> commands = new ArrayList<>();
        mapping.apply(new RowChange(mapping.table(), before, after, Instant.EPOCH, false), commands);
        return commands;
    }
}
