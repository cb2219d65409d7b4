package io.rowcast.benchmark;

import io.rowcast.mapping.Mapping;
import io.rowcast.model.Command;
import io.rowcast.model.RowChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** What an expression costs: inserts per second into a table whose one output is a string with that value. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ExpressionBenchmark {
    /** As in a mapping file. */
    @Param({
        "id",
        "id / 1000",
        "credit_limit * 2",
        "city == 'Wien' || city == 'Lyon'",
        "coalesce(city, 'nowhere')",
        "date.format(created_at, 'yyyy-MM-dd')",
        "hash.sha256(email)",
        "email.matches('^[^@]+@example[.]org$')",
        "details.size + details.weight + details.parts"
    })
    public String expression = "id";

    private Mapping mapping = SampleTable.mapping("  - hash: x:{id}\n");
    private final RowChange change =
            new RowChange(mapping.table(), null, SampleTable.rowWithDetails(), Instant.EPOCH, false);

    @Setup
    public void compile() {
        mapping = SampleTable.withDetails("  - string: x\n    value: \"{" + expression + "}\"\n");
    }

    @Benchmark
    public List<Command> insert() {
        List<Command> commands = new ArrayList<>();
        mapping.apply(change, commands);
        return commands;
    }
}
