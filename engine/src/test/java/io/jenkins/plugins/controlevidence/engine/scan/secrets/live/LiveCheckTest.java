package io.jenkins.plugins.controlevidence.engine.scan.secrets.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveCheckTest {
    private static final String SECRET = "tk" + "_9fQ2xW7";

    private final List<String> requests = new ArrayList<>();
    private HttpServer provider;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    private LiveCheck check(String path) {
        LiveQuestion question = new LiveQuestion(
                List.of("kind"),
                "http://127.0.0.1:" + provider.getAddress().getPort() + path,
                "POST",
                Map.of("Authorization", "Bearer {secret}"),
                List.of(200),
                "\"ok\":true",
                List.of(200, 401),
                null);
        return new LiveCheck(Map.of("kind", question));
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"ok\":true}', ACCEPTED",
        "200, '{\"ok\":false}', REFUSED",
        "401, '', REFUSED",
        "429, '', UNCLEAR",
        "302, '', UNCLEAR",
        "500, '{\"ok\":true}', UNCLEAR"
    })
    void whatTheProviderAnswersIsToldAndTheCredentialIsNot(int answered, String text, LiveAnswer expected)
            throws Exception {
        status = answered;
        body = text;
        LiveCheck.Result result = check("/me").ask("kind", SECRET);
        assertEquals(expected, result.answer());
        assertEquals(List.of("POST /me Bearer " + SECRET), requests, "asked once, redirects are not followed");
        assertTrue(result.sentence().startsWith(" ") && result.sentence().contains("127.0.0.1"), result.sentence());
        assertFalse(result.sentence().contains(SECRET));
    }

    @Test
    void noOtherKindIsAskedAbout() throws Exception {
        assertNull(check("/me").ask("another", SECRET));
        assertEquals(List.of(), requests);
    }

    @Test
    void aProviderThatCannotBeReachedLeavesItOpen() throws Exception {
        LiveCheck check = check("/bot{secret}/me");
        provider.stop(0);
        LiveCheck.Result result = check.ask("kind", SECRET);
        assertEquals(LiveAnswer.UNCLEAR, result.answer());
        assertTrue(result.sentence().contains("could not be asked"), result.sentence());
        assertFalse(result.sentence().contains(SECRET));
    }

    @Test
    void aCredentialThatFitsIntoNoRequestLeavesItOpen() throws Exception {
        String hostile = SECRET + "\r\nX-Injected: 1";
        LiveCheck.Result result = check("/me").ask("kind", hostile);
        assertEquals(LiveAnswer.UNCLEAR, result.answer());
        assertEquals(
                LiveAnswer.UNCLEAR, check("/bot{secret}/").ask("kind", hostile).answer());
        assertEquals(List.of(), requests);
        assertFalse(result.sentence().contains(SECRET));
    }

    @Test
    void aScanAsksABoundedNumberOfTimes() throws Exception {
        status = 401;
        LiveCheck check = check("/me");
        for (int i = 0; i < LiveCheck.MOST_QUESTIONS; i++) {
            assertEquals(LiveAnswer.REFUSED, check.ask("kind", SECRET).answer());
        }
        assertEquals(LiveAnswer.UNCLEAR, check.ask("kind", SECRET).answer());
        assertEquals(LiveCheck.MOST_QUESTIONS, requests.size());
    }

    @Test
    void aKindWithoutAQuestionIsAnErrorThatListsTheOthers() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> LiveCheck.of(List.of("github-pat", "private-key")));
        assertTrue(error.getMessage().contains("\"private-key\""), error.getMessage());
        assertTrue(error.getMessage().contains("slack-bot-token"), error.getMessage());
    }

    /** A credential leaves this machine only over TLS, and only in requests that change nothing. */
    @Test
    void theQuestionsThatWeCarryAreSafeToAsk() {
        LiveCheck.load().forEach((rule, question) -> {
            assertTrue(question.address().startsWith("https://"), rule);
            assertTrue(URI.create("https://" + question.host()).getHost().contains("."), rule);
            assertTrue(
                    question.method().equals("GET") || question.address().endsWith("/auth.test"),
                    rule + " asks by " + question.method());
            String all = question.address() + question.headers();
            assertEquals(all.indexOf("{secret}"), all.lastIndexOf("{secret}"), rule);
            assertTrue(all.contains("{secret}"), rule);
            assertFalse(question.accepted().isEmpty() || question.refused().isEmpty(), rule);
        });
    }
}
