package io.rowcast.benchmark.pipeline;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import io.rowcast.config.MappingText;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.Column;
import io.rowcast.model.Command;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.model.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Main class of the writer's limit: the commands of the same rows sent through Lettuce, in pipelines of 500 rows of which
 * two are on their way, by a program that does nothing else. What the commands are is computed beforehand and not measured.
 */
final class PlainLettuce {
    static final String DONE = "done";

    private static final int ROWS_IN_BATCH = 500;
    private static final int ROWS_AHEAD = 20 * ROWS_IN_BATCH;
    private static final Map<Verb, ProtocolKeyword> KEYWORDS = new EnumMap<>(Verb.class);

    private PlainLettuce() {}

    /** A command's name. */
    private record Keyword(byte[] bytes) implements ProtocolKeyword {
        @Override
        public byte[] getBytes() {
            return bytes;
        }
    }

    /** @param arguments URI of Redis, the mapping's {@link Customers.Form}, and how many rows */
    public static void main(String[] arguments) throws Exception {
        RedisClient client = RedisClient.create(RedisURI.create(arguments[0]));
        Mapping mapping = mapping(Customers.Form.valueOf(arguments[1]));
        long rows = Long.parseLong(arguments[2]);
        try (StatefulRedisConnection<String, String> connection = client.connect(StringCodec.UTF8)) {
            System.out.println(DONE + " " + drain(connection, mapping, rows).text());
        }
        client.shutdown();
    }

    private static Mapping mapping(Customers.Form form) {
        TableSchema schema = Customers.schema(TableId.parse("bench.customers"));
        MappingText text = new MappingText("benchmark.yml", form.mapping("bench.customers"));
        return MappingCompiler.compile(MappingFile.parse(List.of(text)), Map.of(schema.table(), schema))
                .get(0);
    }

    private static Drain drain(StatefulRedisConnection<String, String> connection, Mapping mapping, long rows)
            throws Exception {
        double all = 0;
        double seconds = 0;
        double cpu = 0;
        long counted = 0;
        for (long first = 0; first < rows; first += ROWS_AHEAD) {
            List<List<Command>> batches = batches(mapping, first);
            long began = System.nanoTime();
            long cpuBefore = cpu();
            send(connection, batches);
            double took = (System.nanoTime() - began) / 1e9;
            all += took;
            if (first >= rows * Drain.WARMING_UP) {
                seconds += took;
                cpu += (cpu() - cpuBefore) / 1e9;
                counted += ROWS_AHEAD;
            }
        }
        return new Drain(counted, seconds, cpu, rows / all);
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static List<List<Command>> batches(Mapping mapping, long first) {
        RowShape shape = new RowShape(
                mapping.schema().columns().stream().map(Column::name).toList());
        List<List<Command>> batches = new ArrayList<>();
        for (long id = first; id < first + ROWS_AHEAD; id++) {
            if (id % ROWS_IN_BATCH == 0) {
                batches.add(new ArrayList<>());
            }
            RowChange change = new RowChange(mapping.table(), null, Customers.row(shape, id), Instant.EPOCH, false);
            mapping.apply(change, batches.get(batches.size() - 1));
        }
        return batches;
    }

    private static void send(StatefulRedisConnection<String, String> connection, List<List<Command>> batches)
            throws Exception {
        Future<?> before = null;
        for (List<Command> batch : batches) {
            List<RedisCommand<String, String, ?>> sent = new ArrayList<>(batch.size());
            AsyncCommand<String, String, ?> last = null;
            for (Command command : batch) {
                last = new AsyncCommand<>(wire(command));
                sent.add(last);
            }
            connection.dispatch(sent);
            if (before != null) {
                before.get();
            }
            before = last;
        }
        if (before != null) {
            before.get();
        }
    }

    private static RedisCommand<String, String, ?> wire(Command command) {
        CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8).addKey(command.key());
        command.arguments().forEach(args::add);
        ProtocolKeyword keyword = KEYWORDS.computeIfAbsent(
                command.verb(), verb -> new Keyword(verb.command().getBytes(StandardCharsets.US_ASCII)));
        CommandOutput<String, String, ?> output = command.verb() == Verb.SET
                ? new StatusOutput<>(StringCodec.UTF8)
                : new IntegerOutput<>(StringCodec.UTF8);
        return new io.lettuce.core.protocol.Command<>(keyword, output, args);
    }
}
