package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A place as SARIF writes it: an artifactLocation (section 3.4), with a line.
 *
 * @param uri relative or absolute
 * @param base name of the base address that {@code uri} is relative to
 * @param index index of the file in the run's list, or -1
 * @param line first line, 0 for the whole file
 */
record SarifPlace(@CheckForNull String uri, @CheckForNull String base, int index, int line) {
    private static final int LONGEST = 8_192;

    static SarifPlace of(JsonNode location) {
        JsonNode physical = location.path("physicalLocation");
        SarifPlace file = ofArtifact(physical.path("artifactLocation"));
        return new SarifPlace(file.uri, file.base, file.index, Json.line(Json.text(physical, "region", "startLine")));
    }

    static SarifPlace ofArtifact(JsonNode artifact) {
        String uri = Json.text(artifact, "uri");
        String index = Json.text(artifact, "index");
        return new SarifPlace(
                uri == null || uri.length() > LONGEST ? null : uri,
                Json.text(artifact, "uriBaseId"),
                index != null && index.matches("\\d{1,9}") ? Integer.parseInt(index) : -1,
                0);
    }

    /**
     * The path: absolute, or relative to the repository's root, as a base that the report does not resolve (such as {@code
     * %SRCROOT%}) means the root. Addresses of other schemes than {@code file} stay as they are, without their query.
     */
    @CheckForNull
    String path(List<SarifPlace> files, Map<String, SarifPlace> bases) {
        SarifPlace at = uri == null && index >= 0 && index < files.size() ? files.get(index) : this;
        if (at.uri == null) {
            return null;
        }
        String address = at.uri;
        String baseId = at.base;
        for (int steps = 0; baseId != null && bases.containsKey(baseId) && steps < 8; steps++) {
            SarifPlace parent = bases.get(baseId);
            if (parent.uri != null) {
                address = parent.uri + (parent.uri.endsWith("/") ? "" : "/") + address;
            }
            baseId = parent.base;
        }
        return pathOf(address);
    }

    private static String pathOf(String address) {
        if (address.regionMatches(true, 0, "file:", 0, 5)) {
            String rest = address.substring(5);
            String path = rest.startsWith("//") ? rest.substring(Math.max(2, rest.indexOf('/', 2))) : rest;
            return decoded(path);
        }
        if (address.matches("(?i)[a-z][a-z0-9+.-]+://.*")) {
            return WebAddress.withoutQuery(address);
        }
        return decoded(address);
    }

    /** Undoes percent encoding where it is one; many tools write paths, not URIs. */
    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                decoded[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                decoded[length++] = bytes[i];
            }
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }
}
