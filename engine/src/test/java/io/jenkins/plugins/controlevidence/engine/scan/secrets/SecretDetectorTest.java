package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.controlevidence.engine.finding.SecretFinder.Span;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDetectorTest {
    private static final SecretDetector DETECTOR = new SecretDetector(SecretRules.load());
    private static final String RANDOM = "q7" + "ZkW93xVbT2nLr8" + "YpJ5";
    private static final String PASSWORD = "q" + 4 + "Tz" + 81 + "vKx" + 7 + "Lw";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=${PASSWORD}",
                "password = \"changeme\"",
                "db_password: \"{{ vault_db_password }}\"",
                "token = \"<your-token-here>\"",
                "api_key=xxxxxxxxxxxxxxxxxxxxxxxx",
                "password: %DB_PASSWORD%",
                "String token = System.getenv(\"GITHUB_TOKEN\");",
                "secret = os.environ['CLIENT_SECRET_2024']",
                "tokenName: requireDigitsAndLettersInPassword",
                "password=org.jenkinsci.plugins.credentials.Password",
                "passwordHash: #jbcrypt:$2a$10$aaaaaaaaaaaaaaaaaaaaaa",
                "postgres://user:password@localhost/db",
                "https://user:${TOKEN}@example.org/",
                "Password=Contrase\\u00f1a",
                "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
                "AKIAIOSFODNN7EXAMPLE",
                "AKIAAAAAAAAAAAAAAAAA"
            })
    void whatStandsForACredentialIsNone(String text) {
        assertEquals(List.of(), DETECTOR.find(text));
    }

    @Test
    void placesAreCountedInCharacters() {
        String password = "k" + 7 + "Zq-" + 93 + "xWv" + 2 + "Bn";
        String text = "Grüße 😀 postgres://app:" + password + "@db.internal/x";
        Span span = DETECTOR.find(text).get(0);
        assertEquals(password, text.substring(span.start(), span.end()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: \"%s\"",
                "DB_PASSWORD=%s",
                "<password>%s</password>",
                "setPassword(\"%s\")",
                "password: string = '%s'",
                "{\\\"password\\\":\\\"%s\\\"}",
                "- name: DB_PASSWORD\n  value: %s\n",
                "amqp://svc:%s@mq:5672/",
                "jdbc:mysql://db/x?user=a&password=%s",
                "Server=db;User Id=sa;Password=%s;"
            })
    void aPasswordIsFoundHoweverItIsAssigned(String form) {
        String text = String.format(form, PASSWORD);
        List<Span> spans = DETECTOR.find(text);
        assertEquals(
                List.of(PASSWORD),
                spans.stream().map(s -> text.substring(s.start(), s.end())).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization:\n      - Bearer %s\n",
                "Authorization:\n  - 'Bearer %s'\n",
                "\"Authorization\": [\"Bearer %s\"]",
                "\"Authorization\": [\n  \"token %s\"\n]",
                "Authorization: Bearer %s\n"
            })
    void aRecordedRequestsTokenIsFoundInItsListOfHeaders(String form) {
        String token = randomHex();
        String text = String.format(form, token);
        assertEquals(
                List.of(token),
                DETECTOR.find(text).stream()
                        .map(s -> text.substring(s.start(), s.end()))
                        .toList());
    }

    @Test
    void aListOfNamesIsNoSecret() {
        assertEquals(List.of(), rulesFound("secrets:\n  - " + randomHex() + "\n"));
        assertEquals(List.of(), rulesFound("tokens: [\"" + randomHex() + "\"]"));
    }

    private static String randomHex() {
        byte[] bytes = new byte[20];
        new Random(5).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String token(String rule) {
        return Planted.ofEveryKind(new Random(11)).stream()
                .filter(planted -> planted.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static List<String> rulesFound(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return SecretMatch.withoutOverlap(DETECTOR.find(bytes, bytes.length, 0, bytes.length, true)).stream()
                .map(match -> match.rule().id())
                .toList();
    }

    @Test
    void percentEncodedAndEscapedCredentialsAreFound() {
        String url = "postgres://app:" + PASSWORD + "@db.internal/x";
        assertEquals(
                List.of("database-url-password"),
                rulesFound("u="
                        + url.replace(":", "%3A")
                                .replace("/", "%2F")
                                .replaceFirst("postgres%3A%2F%2F", "postgres://")));
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder()
                        .encodeToString(new byte[] {0x30, (byte) 0x82})
                        .replace("=", "A") + "bG93ZXJ1cHBlckRpZ2l0c05vdFJlYWxLZXlCdXRMb25nRW5vdWdoVG9CZU9uZQ\n-----END";
        assertEquals(
                List.of("private-key"),
                rulesFound("k=" + key.replace(" ", "%20").replace("\n", "%0A")));
        assertEquals(
                List.of("private-key"),
                rulesFound("k=" + key.replace(" ", "\\u0020").replace("\n", "\\u000a")));
    }

    @Test
    void whatIsEncodedSeveralTimesIsDecodedUpToADepth() {
        String token = "github_token=" + token("github-pat");
        String hex = HexFormat.of().formatHex(token.getBytes(StandardCharsets.US_ASCII));
        assertEquals(List.of("github-pat"), rulesFound("secret = \"" + hex + "\""));
        String twice = "secret=" + hex;
        for (int depth = 0; depth < 2; depth++) {
            twice = "secret=" + Base64.getEncoder().encodeToString(twice.getBytes(StandardCharsets.US_ASCII));
            assertEquals(List.of("github-pat"), rulesFound(twice));
        }
    }

    @Test
    void aHashNearAProvidersNameIsNoKey() {
        String hash = HexFormat.of().formatHex(bytes());
        for (String text : List.of(
                "Merge add-app\n\nKubernetes-commit: " + hash,
                "https://github.com/datadog/agent/commit/" + hash,
                "datadog/agent@" + hash,
                "datadog sha1 " + hash,
                "Datadog: mend keys\n\nFollow-up to " + hash)) {
            assertEquals(List.of(), rulesFound(text), text);
        }
        assertEquals(List.of("datadog-application-key"), rulesFound("datadog app key is " + hash));
    }

    /** Names that make out no secret, whatever random value is assigned to them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "credentialsId: \"%s\"",
                "tokenCredentialId: '%s'",
                "<NextToken>%s</NextToken>",
                "authenticity_token\" value=\"%s\"",
                "csrf-token=%s",
                "PublicKeyToken=%s",
                "password_hash = \"%s\"",
                "tokenizer.py,sha256=%s,76929",
                "\"src/AuthToken.php\":\"%s\"",
                "set_password(buffer, %s, length)"
            })
    void namesThatSayOtherwiseAreHeeded(String line) {
        assertEquals(List.of(), rulesFound(String.format(Locale.ROOT, line, RANDOM)));
        assertEquals(List.of("generic-api-key"), rulesFound("auth_token=\"" + RANDOM + "\""));
    }

    @Test
    void publishedExamplesAndPasswordsOfReservedHostsAreMadeUp() {
        for (String text : List.of(
                "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "postgres://app:" + PASSWORD + "@db.example.com/x",
                "https://user:secret@host.internal/",
                "api_token = abcd1234efgh5678ijkl9012mnop3456")) {
            assertEquals(List.of(), DETECTOR.find(text), text);
        }
        assertEquals(
                1,
                DETECTOR.find("postgres://app:" + PASSWORD + "@db.example.io/x").size());
    }

    @Test
    void aListOfTheNamesOfPasswordsIsNoPassword() {
        assertEquals(List.of(), DETECTOR.find("names: ['snowflake_password', 'snowflake_pass', 'snowsql_pwd']"));
        assertEquals(
                1,
                DETECTOR.find("set('snowflake_password', '" + PASSWORD + "')").size());
    }

    @Test
    void aProgramThatPutsAKeyTogetherIsNoKey() {
        String key = Base64.getEncoder().encodeToString(new byte[] {0x30, (byte) 0x82, 1})
                + "bG93ZXJ1cHBlckRpZ2l0c05vdFJlYWxLZXlCdXRMb25nRW5vdWdoVG9CZU9uZQ".repeat(2);
        String begin = "\"-----BEGIN PRIVATE KEY-----\\n\"\n + ";
        assertEquals(List.of(), DETECTOR.find(begin + "encoder.apply(new byte[] {1})\n + \"" + key + "\\n-----END"));
        assertEquals(1, DETECTOR.find(begin + "\"" + key + "\\n-----END").size());
    }

    @Test
    void aProvidersNameIsAWordOfItsOwn() {
        String hash = HexFormat.of().formatHex(bytes());
        assertEquals(List.of("circleci-token"), rulesFound("circleci key " + hash));
        for (String text : List.of("xcircleci key " + hash, "Xcircleci key " + hash, "7circleci key " + hash)) {
            assertEquals(List.of(), rulesFound(text), text);
        }
        assertEquals(List.of(), rulesFound("circleci key " + hash + "?x=y"));
        assertEquals(List.of(), rulesFound("circleci/Config.java\", \"" + hash + "\""));
    }

    @Test
    void bytesOfPicturesAreNoPasswords() {
        assertEquals(List.of(), rulesFound("pwd:\u00e9\u00a0q7\u009bX3k\u00ffz9\u0081w"));
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[20];
        new Random(5).nextBytes(bytes);
        return bytes;
    }
}
