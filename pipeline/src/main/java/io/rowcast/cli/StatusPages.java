package io.rowcast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowcast.config.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The status pages of running processes. */
final class StatusPages {
    /** What a process that gives no page is shown with. */
    static final String ERROR = "error";

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final HttpSettings settings;
    private final List<URI> processes;

    /** @param chosen by the user; none for the process that these settings are of */
    StatusPages(HttpSettings settings, List<URI> chosen) {
        this.settings = settings;
        this.processes = chosen.isEmpty() ? List.of(own(settings)) : chosen;
    }

    private static URI own(HttpSettings settings) {
        boolean any = settings.bind().equals("0.0.0.0") || settings.bind().equals("::");
        String host = any ? "127.0.0.1" : settings.bind();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.port());
    }

    List<JsonNode> read() throws InterruptedException {
        List<JsonNode> pages = new java.util.ArrayList<>();
        for (URI process : processes) {
            ObjectNode page = JSON.createObjectNode().put("url", process.toString());
            pages.add(read(process, page));
        }
        return pages;
    }

    private ObjectNode read(URI process, ObjectNode page) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(process.resolve("/status")).timeout(LIMIT);
        if (settings.guarded()) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK
                    ? page.setAll((ObjectNode) JSON.readTree(answer.body()))
                    : page.put(
                            ERROR,
                            "answers " + answer.statusCode() + ": "
                                    + answer.body().strip());
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            return page.put(ERROR, "does not answer" + reason + "; is it running, and is --url right?");
        }
    }
}
