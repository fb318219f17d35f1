package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** HTTP with bounds: no redirects, answers of limited length, nobody waited for longer than half a minute. */
final class Web {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Web() {}

    /** An answer: status and body. */
    record Answer(int status, byte[] body) {
        boolean good() {
            return status / 100 == 2;
        }
    }

    /** A request to an address; only its header fields and method are left to be given. */
    static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    static Answer send(HttpRequest request) throws IOException {
        HttpResponse<InputStream> response;
        try {
            response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Stopped while waiting for " + request.uri() + ".", e);
        } catch (IOException e) {
            throw new StoreException(
                    request.uri() + " cannot be reached: "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                            + ". It is tried again next time.",
                    e);
        }
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(Receipt.MAX_BYTES + 1);
            if (bytes.length > Receipt.MAX_BYTES) {
                throw new StoreException(request.uri() + " answers with more than " + Receipt.MAX_BYTES
                        + " bytes: it is not what it is taken for.");
            }
            return new Answer(response.statusCode(), bytes);
        }
    }

    /** An address of the web without a user's name or password in it, so that it can be shown. */
    static URI checked(URI address) {
        if (address.getHost() == null || !("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
            throw new IllegalArgumentException(address + " is no http or https address");
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("the address of " + address.getHost()
                    + " holds a password: give it another way, so that it is not shown");
        }
        return address;
    }
}
