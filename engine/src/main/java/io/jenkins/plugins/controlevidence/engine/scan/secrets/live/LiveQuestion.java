package io.jenkins.plugins.controlevidence.engine.scan.secrets.live;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How one provider is asked. {@code {secret}} in the address and the header fields stands for the credential.
 *
 * @param rules ids of the kinds of credentials that it is asked about
 * @param address of the web, https
 * @param method such as {@code GET}
 * @param headers header fields by name
 * @param accepted status codes that say that the credential is good
 * @param acceptedIf what the answer must hold besides, or null
 * @param refused status codes that say that it is not
 * @param refusedIf what the answer must hold besides, or null
 */
record LiveQuestion(
        List<String> rules,
        String address,
        String method,
        Map<String, String> headers,
        List<Integer> accepted,
        @CheckForNull String acceptedIf,
        List<Integer> refused,
        @CheckForNull String refusedIf) {
    private static final String SECRET = "{secret}";

    /** Fills in what may be left out: {@code GET}, and no header fields. */
    LiveQuestion {
        rules = List.copyOf(rules);
        Objects.requireNonNull(address, "address");
        method = method == null ? "GET" : method;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        accepted = List.copyOf(accepted);
        refused = List.copyOf(refused);
    }

    /** Who is asked, without the credential that the address may hold. */
    String host() {
        return URI.create(address.replace(SECRET, "")).getHost();
    }

    /**
     * The request.
     *
     * @param secret the credential; of a form that addresses and header fields allow
     * @return without a time limit
     * @throws IllegalArgumentException if they do not allow it
     */
    HttpRequest.Builder request(String secret) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.replace(SECRET, secret)))
                .method(method, BodyPublishers.noBody());
        headers.forEach((name, value) -> request.header(name, value.replace(SECRET, secret)));
        return request;
    }

    LiveAnswer answer(int status, String body) {
        if (accepted.contains(status) && (acceptedIf == null || body.contains(acceptedIf))) {
            return LiveAnswer.ACCEPTED;
        }
        return refused.contains(status) && (refusedIf == null || body.contains(refusedIf))
                ? LiveAnswer.REFUSED
                : LiveAnswer.UNCLEAR;
    }
}
