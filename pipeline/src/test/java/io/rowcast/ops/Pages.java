package io.rowcast.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.config.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** A server on a free port, and a client that asks it. */
final class Pages implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final MetricsRegistry metrics = new MetricsRegistry("shop");
    private final HttpServer server;

    /** @param token of the settings; "none" for none */
    Pages(String token, List<Component> parts, Optional<Visibility> visibility, Optional<Desk> desk) {
        server = HttpServer.start(
                new HttpSettings("127.0.0.1", 0, token), "shop", metrics.meters(), parts, visibility, desk);
    }

    int port() {
        return server.port();
    }

    MeterRegistry meters() {
        return metrics.meters();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** As a browser asks. */
    HttpResponse<String> browse(String path) throws IOException, InterruptedException {
        return send(request(path).header("Accept", "text/html,*/*"));
    }

    /** @param authorization the header; empty for none */
    HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        return send(authorized(request(path), authorization));
    }

    HttpResponse<String> post(String path, String authorization) throws IOException, InterruptedException {
        return send(authorized(request(path).POST(HttpRequest.BodyPublishers.noBody()), authorization));
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder request, String authorization) {
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
    }
}
