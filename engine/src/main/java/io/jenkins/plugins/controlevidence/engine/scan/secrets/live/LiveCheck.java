package io.jenkins.plugins.controlevidence.engine.scan.secrets.live;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks providers whether they still accept credentials, of the kinds that it was made for and no others. A credential is given to
 * nobody but the provider that issues its kind, over TLS, in a request that changes nothing. Used by one thread.
 */
public final class LiveCheck {
    /** So many credentials are asked about in one scan; a repository with more has other troubles. */
    static final int MOST_QUESTIONS = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 16;

    private final Map<String, LiveQuestion> questions;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private int asked;

    /**
     * What came of a question.
     *
     * @param answer what the provider said
     * @param sentence the same for a person, with the provider's host and the time; begins with a blank; without the credential
     */
    public record Result(LiveAnswer answer, String sentence) {}

    LiveCheck(Map<String, LiveQuestion> questions) {
        this.questions = Map.copyOf(questions);
    }

    /**
     * Makes a check.
     *
     * @param rules ids of the kinds of credentials to ask about
     * @return asks about these only
     * @throws IllegalArgumentException if there is no question for one of them; lists those that there are
     */
    public static LiveCheck of(Collection<String> rules) {
        Map<String, LiveQuestion> all = load();
        Map<String, LiveQuestion> chosen = new LinkedHashMap<>();
        for (String rule : rules) {
            LiveQuestion question = all.get(rule);
            if (question == null) {
                throw new IllegalArgumentException(
                        "no provider can be asked about \"" + rule + "\"; only about " + String.join(", ", kinds()));
            }
            chosen.put(rule, question);
        }
        return new LiveCheck(chosen);
    }

    /**
     * The kinds that a provider can be asked about.
     *
     * @return ids of rules, in the order of the alphabet
     */
    public static Set<String> kinds() {
        return new TreeSet<>(load().keySet());
    }

    /** The questions that we carry with us, by the ids of their rules. */
    static Map<String, LiveQuestion> load() {
        JsonMapper yaml = JsonMapper.builder(new YAMLFactory())
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream in = LiveCheck.class.getResourceAsStream("questions.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the installation lacks questions.yaml: install it again");
            }
            List<LiveQuestion> read = yaml.readValue(in, new TypeReference<>() {});
            Map<String, LiveQuestion> all = new LinkedHashMap<>();
            for (LiveQuestion question : read) {
                question.rules().forEach(rule -> all.put(rule, question));
            }
            return all;
        } catch (IOException e) {
            throw new IllegalStateException("questions.yaml cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Asks about a credential.
     *
     * @param rule id of its kind
     * @param secret the credential
     * @return null if this kind is not to be asked about
     * @throws InterruptedException if this thread is interrupted
     */
    @CheckForNull
    public Result ask(String rule, String secret) throws InterruptedException {
        LiveQuestion question = questions.get(rule);
        if (question == null) {
            return null;
        }
        if (asked == MOST_QUESTIONS) {
            return new Result(
                    LiveAnswer.UNCLEAR, " Whether it is live was not asked: a scan asks " + MOST_QUESTIONS + " times.");
        }
        asked++;
        String host = question.host();
        String when = " on " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try {
            HttpRequest request = question.request(secret).timeout(PATIENCE).build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            LiveAnswer answer;
            try (InputStream body = response.body()) {
                answer = question.answer(
                        response.statusCode(), new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            }
            return new Result(
                    answer,
                    switch (answer) {
                        case ACCEPTED -> " IT IS LIVE: " + host + " accepted it" + when + ".";
                        case REFUSED -> " " + host + " did not accept it" + when + ".";
                        case UNCLEAR ->
                            " Whether it is live is not known: " + host + " answered " + response.statusCode() + when
                                    + ".";
                    });
        } catch (IOException | IllegalArgumentException e) { // whose text may hold the address, and that the credential
            return new Result(
                    LiveAnswer.UNCLEAR,
                    " Whether it is live is not known: " + host + " could not be asked" + when + " ("
                            + e.getClass().getSimpleName() + ").");
        }
    }
}
