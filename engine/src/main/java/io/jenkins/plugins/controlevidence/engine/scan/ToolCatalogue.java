package io.jenkins.plugins.controlevidence.engine.scan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The scanners that are known, as data: {@code tools.yaml} beside this class, over which an installation may lay a file of its
 * own with the same form. There an entry with a known id changes only the fields that it names; one with a new id is a new tool.
 */
public final class ToolCatalogue {
    private static final String OWN = "tools.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, Tool> tools;

    private ToolCatalogue(Map<String, Tool> tools) {
        this.tools = tools;
    }

    /**
     * Loads the catalogue.
     *
     * @param overrides a file of the installation's own, or null if there is none
     * @return the catalogue
     * @throws ToolCatalogueException if the file cannot be read or used; the message says where and what to do
     */
    public static ToolCatalogue load(@CheckForNull Path overrides) throws ToolCatalogueException {
        if (overrides == null) {
            return new ToolCatalogue(tools(own()));
        }
        try {
            return parse(overrides.toString(), Files.readAllBytes(overrides));
        } catch (IOException e) {
            throw new ToolCatalogueException(
                    overrides + ": cannot be read (" + e.getMessage() + "); check that it is there and may be read", e);
        }
    }

    /**
     * Loads the catalogue with overrides that are not in a file.
     *
     * @param name what messages call them
     * @param overrides the installation's own, as the content of a file
     * @return the catalogue
     * @throws ToolCatalogueException if the overrides cannot be used; the message says where and what to do
     */
    public static ToolCatalogue parse(String name, byte[] overrides) throws ToolCatalogueException {
        Map<String, ToolEntry> entries = own();
        Map<String, Tool> tools = tools(entries);
        for (Map.Entry<String, ToolEntry> entry : entries(name, overrides).entrySet()) {
            ToolEntry base = entries.get(entry.getKey());
            ToolEntry merged =
                    base == null ? entry.getValue() : entry.getValue().over(base);
            String where = name + place(locate(name, overrides, List.of(entry.getKey())));
            tools.put(entry.getKey(), tool(where, entry.getKey(), merged));
        }
        return new ToolCatalogue(tools);
    }

    private static Map<String, ToolEntry> own() throws ToolCatalogueException {
        try (InputStream own = ToolCatalogue.class.getResourceAsStream(OWN)) {
            return entries(OWN, own.readAllBytes());
        } catch (IOException e) {
            throw new ToolCatalogueException("the catalogue that belongs to this program cannot be read", e);
        }
    }

    private static Map<String, Tool> tools(Map<String, ToolEntry> entries) throws ToolCatalogueException {
        Map<String, Tool> tools = new LinkedHashMap<>();
        for (Map.Entry<String, ToolEntry> entry : entries.entrySet()) {
            tools.put(entry.getKey(), tool(OWN, entry.getKey(), entry.getValue()));
        }
        return tools;
    }

    /**
     * All tools.
     *
     * @return in the order of the catalogue
     */
    public List<Tool> tools() {
        return List.copyOf(tools.values());
    }

    /**
     * The tools of a family.
     *
     * @param family the family
     * @return in the order of the catalogue
     */
    public List<Tool> tools(Family family) {
        return tools.values().stream().filter(tool -> tool.family() == family).toList();
    }

    /**
     * The tool of that id.
     *
     * @param id id in the catalogue
     * @return empty if there is none
     */
    public Optional<Tool> tool(String id) {
        return Optional.ofNullable(tools.get(id));
    }

    private static Map<String, ToolEntry> entries(String name, byte[] yaml) throws ToolCatalogueException {
        try {
            Map<String, ToolEntry> entries =
                    YAML.readValue(yaml, new TypeReference<LinkedHashMap<String, ToolEntry>>() {});
            if (entries == null) {
                throw new ToolCatalogueException(name + ": names no tool; write one, or leave it out", null);
            }
            for (Map.Entry<String, ToolEntry> entry : entries.entrySet()) {
                if (entry.getValue() == null) {
                    throw new ToolCatalogueException(
                            name + ": tool " + entry.getKey() + " is empty; say what differs, or take it out", null);
                }
            }
            return entries;
        } catch (JsonMappingException e) {
            List<String> path = names(e);
            throw new ToolCatalogueException(
                    name + place(path.isEmpty() ? e.getLocation() : locate(name, yaml, path)) + ": " + problem(e), e);
        } catch (JsonProcessingException e) {
            throw new ToolCatalogueException(name + place(e.getLocation()) + ": " + problem(e), e);
        } catch (IOException e) {
            throw new ToolCatalogueException(name + ": cannot be read (" + e.getMessage() + "); save it in UTF-8", e);
        }
    }

    /** Where the field stands that these names lead to, or as far as they lead. */
    @CheckForNull
    private static JsonLocation locate(String name, byte[] yaml, List<String> path) throws ToolCatalogueException {
        try (JsonParser parser = YAML.createParser(yaml)) {
            JsonLocation found = null;
            parser.nextToken();
            for (String step : path) {
                while (parser.nextToken() == JsonToken.FIELD_NAME && !step.equals(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                }
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    return found;
                }
                found = parser.currentTokenLocation();
                parser.nextToken();
            }
            return found;
        } catch (IOException e) {
            throw new ToolCatalogueException(name + ": cannot be read (" + e.getMessage() + "); save it in UTF-8", e);
        }
    }

    private static Tool tool(String file, String id, ToolEntry entry) throws ToolCatalogueException {
        try {
            return entry.tool(id);
        } catch (IllegalArgumentException e) {
            throw new ToolCatalogueException(file + ": tool " + id + ": " + e.getMessage(), e);
        }
    }

    private static String place(@CheckForNull JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static List<String> names(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .takeWhile(name -> name != null)
                .toList();
    }

    private static String problem(JsonProcessingException e) {
        String where = e instanceof JsonMappingException mapping ? String.join(".", names(mapping)) : "";
        if (e instanceof UnrecognizedPropertyException unknown) {
            return where + " is unknown; take one of "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        String first = e.getOriginalMessage().lines().findFirst().orElse("").strip();
        // Names of classes say nothing to whoever writes the file.
        String plain =
                first.replaceAll(" of type `[^`]*`", "").replaceAll("`(?:[a-z]+\\.)+[^`]*`", "what belongs here");
        return (where.isEmpty() ? "this is not valid YAML: " : where + ": ") + plain + "; correct it there";
    }
}
