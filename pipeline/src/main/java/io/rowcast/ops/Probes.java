package io.rowcast.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.rowcast.model.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the health and status pages say, as JSON for machines and people. */
final class Probes {
    private static final Set<Health.State> READY = EnumSet.of(Health.State.OK);
    private static final Set<Health.State> LIVE = EnumSet.complementOf(EnumSet.of(Health.State.HALTED));
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, ToStringSerializer.instance))
            .build();

    private final String pipeline;
    private final List<Component> components;

    Probes(String pipeline, List<Component> components) {
        this.pipeline = pipeline;
        this.components = List.copyOf(components);
    }

    /**
     * An answer to a probe.
     *
     * @param good whether every part passed
     * @param json the state of each part, so that a person sees which one did not
     */
    record Answer(boolean good, String json) {}

    /** Good while no part has stopped for good: else a restart, or a person, is needed. */
    Answer live() {
        return answer(LIVE);
    }

    /** Good when every part does its work. */
    Answer ready() {
        return answer(READY);
    }

    /** Everything that each part says of itself. */
    String status() {
        return json(parts());
    }

    Map<String, Object> parts() {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Component component : components) {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("health", component.health().get());
            part.putAll(component.status().get());
            parts.put(component.name(), part);
        }
        return parts;
    }

    private Answer answer(Set<Health.State> good) {
        Map<String, Health> states = new LinkedHashMap<>();
        components.forEach(
                component -> states.put(component.name(), component.health().get()));
        return new Answer(states.values().stream().allMatch(health -> good.contains(health.state())), json(states));
    }

    /** A page of that, with the name of the pipeline. */
    String json(Map<String, ?> parts) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("pipeline", pipeline);
        page.putAll(parts);
        try {
            return JSON.writeValueAsString(page) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a part gave a status that is no JSON", e);
        }
    }
}
