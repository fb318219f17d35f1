package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A snapshot in one form whatever the system: the artefact that a record names {@value #NAME}, and what the next review is
 * compared with. One JSON object, written and read as a stream:
 *
 * <pre>{"version":1, "system":…, "taken":…, "source":…, "sha256":…, "accounts":[{"id":…, "mfa":"yes", …}]}</pre>
 */
public final class AccessSnapshotDocument {
    /** Name of the artefact in a record. */
    public static final String NAME = "snapshot";

    /** Media type of the artefact. */
    public static final String MEDIA_TYPE = "application/vnd.control-evidence.access-snapshot+json";

    private static final int VERSION = 1;

    /** Reads one element of a list, after which more may come. */
    private static final ObjectReader ELEMENT =
            StrictJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private AccessSnapshotDocument() {}

    /**
     * Writes the document.
     *
     * @param snapshot the snapshot
     * @param to where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(AccessSnapshot snapshot, OutputStream to) throws IOException {
        JsonGenerator json = StrictJson.MAPPER.createGenerator(to);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeStringField("system", snapshot.system());
        json.writeStringField("taken", snapshot.taken().toString());
        json.writeStringField("source", snapshot.source());
        json.writeStringField("sha256", snapshot.sha256());
        json.writeArrayFieldStart("accounts");
        for (Account account : snapshot.accounts()) {
            StrictJson.MAPPER.writeTree(json, json(account));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }

    private static ObjectNode json(Account account) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        json.put("id", account.id());
        json.put("name", account.name());
        if (account.email() != null) {
            json.put("email", account.email());
        }
        ArrayNode roles = json.putArray("roles");
        account.roles().forEach(roles::add);
        json.put("privileged", account.privileged().id());
        json.put("type", account.type().id());
        json.put("active", account.active().id());
        json.put("mfa", account.mfa().id());
        put(json, "lastUsed", account.lastUsed());
        ArrayNode keys = json.putArray("keys");
        for (AccessKey key : account.keys()) {
            ObjectNode node = keys.addObject().put("id", key.id());
            put(node, "created", key.created());
            put(node, "rotated", key.rotated());
            node.put("active", key.active().id());
        }
        return json;
    }

    private static void put(ObjectNode json, String field, @CheckForNull Instant time) {
        if (time != null) {
            json.put(field, time.toString());
        }
    }

    /**
     * Reads a document.
     *
     * @param from the document; read to its end, not closed
     * @return the snapshot
     * @throws EvidenceException if it is no such document, or a newer version's
     * @throws IOException if it cannot be read
     */
    public static AccessSnapshot read(InputStream from) throws IOException {
        ObjectNode head = StrictJson.MAPPER.createObjectNode();
        List<Account> accounts = new ArrayList<>();
        try (JsonParser json = StrictJson.MAPPER.createParser(from)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            expect(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if ("accounts".equals(field)) {
                    expect(json.currentToken() == JsonToken.START_ARRAY);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        accounts.add(account(ELEMENT.readTree(json)));
                        expect(accounts.size() <= ExportLimits.ACCOUNTS);
                    }
                } else {
                    head.set(field, ELEMENT.readTree(json));
                }
            }
            expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
            if (head.path("version").asInt() != VERSION) {
                throw new EvidenceException("The snapshot has version "
                        + head.path("version").asInt() + ", of which this version knows nothing; use a newer one.");
            }
            return new AccessSnapshot(
                    text(head, "system"),
                    Instant.parse(text(head, "taken")),
                    text(head, "source"),
                    accounts,
                    text(head, "sha256"));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new EvidenceException("This is no whole snapshot of accounts", e);
        }
    }

    private static Account account(JsonNode node) {
        List<String> roles = new ArrayList<>();
        node.required("roles").forEach(role -> roles.add(role.asText()));
        List<AccessKey> keys = new ArrayList<>();
        for (JsonNode key : node.required("keys")) {
            keys.add(new AccessKey(
                    text(key, "id"), time(key, "created"), time(key, "rotated"), Answer.byId(text(key, "active"))));
        }
        return new Account(
                text(node, "id"),
                text(node, "name"),
                node.hasNonNull("email") ? text(node, "email") : null,
                roles,
                Answer.byId(text(node, "privileged")),
                AccountType.byId(text(node, "type")),
                Answer.byId(text(node, "active")),
                Answer.byId(text(node, "mfa")),
                time(node, "lastUsed"),
                keys);
    }

    private static String text(JsonNode node, String field) {
        String text = node.required(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException(field + " is no text");
        }
        return text;
    }

    @CheckForNull
    private static Instant time(JsonNode node, String field) {
        return node.has(field) ? Instant.parse(text(node, field)) : null;
    }

    private static void expect(boolean condition) throws EvidenceException {
        if (!condition) {
            throw new EvidenceException("This is no whole snapshot of accounts");
        }
    }
}
